import type { home as english } from "../en/home.ts";
import type { Translated } from "../../types.ts";

export const home: Translated<typeof english> = {
  title: "首页",
  hello: "{name}，您好",
  lead: "您的病历，以及谁在阅读。",
  attention: "需要您处理",
  nothing: "没有需要您处理的事项。",
  toConfirm: "{count, plural, other {有 # 份病历等待您确认}}",
  toConfirmText: "{category}，书写于{institution}",
  ending: "对{name}的授权<time></time>到期",
  endingUnnamed: "授权<time></time>到期",
  incomplete: "对{name}的授权尚未生效",
  recent: "最近的阅读",
  recentNone: "过去 30 天没有人阅读您的病历。",
  running: "{count, plural, =0 {目前没有人能阅读您的病历} other {目前有 # 位个人或机构能阅读病历}}",
  records: "{count, plural, =0 {还没有病历} other {# 份病历}}",
  next: "下次预约",
  steps: {
    title: "您想做什么？",
    share: "共享病历",
    shareText: "选择给谁、看什么、看多久。",
    appointment: "申请预约",
    appointmentText: "您的主诉会加密发送给机构。",
    activity: "查看谁读过什么",
    activityText: "每次阅读都会留下记录。",
  },
  showAll: "查看全部",
};
