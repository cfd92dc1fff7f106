import type { visits as english } from "../en/visits.ts";
import type { Translated } from "../../types.ts";

export const visits: Translated<typeof english> = {
  title: "预约",
  lead: "由贵机构分配给您的患者。",
  now: "进行中",
  upcoming: "即将到来",
  past: "已结束",
  code: "就诊号 {code}",
  codeHint: "患者看到的也是这四位数字。",
  from: "<time></time>开始",
  until: "<time></time>结束",
  mandate: "已预先同意",
  mandateHint: "患者已预先同意本次治疗期间所写的病历。",
  categories: "您可以书写：{list}",
  write: "书写病历",
  capture: "读取仪器",
  close: "结束",
  closeTitle: "结束这次预约？",
  closeText: "结束后不能再在其下书写病历。已写的病历会保留。",
  closed: "预约已结束。",
  stateClosed: "已结束",
  unreadable: "有{count}次预约无法用您的密钥打开。",
  empty: {
    title: "暂无预约",
    text: "患者提出预约并由管理员指定您之后，会显示在这里。",
  },
};
