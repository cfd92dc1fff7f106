import type { activity as english } from "../en/activity.ts";
import type { Translated } from "../../types.ts";

export const activity: Translated<typeof english> = {
  title: "使用记录",
  lead: "谁在何时、为何读了什么。没有这里的记录，谁也无法打开病历。",
  read: "{name}阅读了一份病历",
  record: "{title}",
  unknownRecord: "一份病历",
  nth: "{max, plural, =0 {第 {use, number} 次阅读} other {第 {use, number} 次阅读，共 {max, number} 次}}",
  nthUnknown: "第 {use, number} 次阅读",
  purpose: "用途：{purpose}",
  reason: "阅读理由：{reason}",
  noPurpose: "授权用途已无法取得。",
  show: "查看病历",
  onlyRecord: "仅显示一份病历的阅读记录。",
  showAll: "显示全部使用记录",
  loadFailed: "无法载入使用记录",
  empty: {
    title: "还没有人读过您的病历",
    text: "一旦有人打开您共享的病历，这里就会显示。",
  },
};
