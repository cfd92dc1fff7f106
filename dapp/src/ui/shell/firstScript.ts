import { LANGUAGE_KEY } from "../../i18n/languages.ts";
import { THEME_KEY } from "./theme.ts";

/**
 * Runs before anything is painted, so that neither a light page flashes in the dark nor English before Chinese. It must stay the same
 * in every build: the server's Content-Security-Policy knows scripts by their hash.
 */
export const FIRST_SCRIPT = `try{var e=document.documentElement,t=localStorage.getItem("${THEME_KEY}"),l=localStorage.getItem("${LANGUAGE_KEY}")||(navigator.languages.find(function(x){return/^(en|zh)\\b/i.test(x)})||"en");if(t==="light"||t==="dark")e.dataset.theme=t;if(/^zh/i.test(l)){e.lang="zh-Hans";e.dataset.waiting="";setTimeout(function(){delete e.dataset.waiting},4000)}}catch(_){}`;
