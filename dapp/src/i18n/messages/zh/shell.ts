import type { shell as english } from "../en/shell.ts";
import type { Translated } from "../../types.ts";

export const shell: Translated<typeof english> = {
  skip: "跳到正文",
  main: "主导航",
  brandHome: "MedLattice 首页",
  nav: {
    home: "首页",
    records: "病历",
    access: "授权",
    activity: "使用记录",
    appointments: "预约",
    appointmentsShort: "预约",
    today: "预约",
    write: "书写",
    corrections: "更正",
    shared: "与我共享",
    sharedShort: "共享",
    requests: "申请",
    desk: "登记台",
    custody: "持钥人",
  },
  roles: {
    Patient: "患者",
    Doctor: "医生",
    Manager: "管理员",
    Staff: "工作人员",
  },
  account: {
    open: "账户与设置",
    signedInAs: "已登录",
    notSignedIn: "设置",
    lock: "立即锁定",
    lockHint: "锁定后，密钥会从本页面清除，直到您再次解锁。",
    lockAfter: "无操作多久后自动锁定",
    minutes: "无操作 {count} 分钟后",
    minutesShort: "{count, number} 分钟",
    signOut: "退出登录",
    language: "语言",
    theme: "外观",
    themes: { system: "跟随设备", light: "浅色", dark: "深色" },
  },
  notFound: {
    title: "没有这个页面",
    text: "网址可能有误，或内容已移走。",
    home: "回到首页",
  },
  failed: {
    title: "页面停止响应",
    text: "您的资料没有丢失。请重新载入；若再次出现，请告知您的机构。",
    reload: "重新载入",
  },
};
