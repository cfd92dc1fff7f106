import type { ui as english } from "../en/ui.ts";
import type { Translated } from "../../types.ts";

export const ui: Translated<typeof english> = {
  optional: "（选填）",
  close: "关闭",
  cancel: "取消",
  messages: "消息",
  loading: "正在载入……",
  somethingWrong: "操作未成功",
  tryAgain: "再试一次",
  forSupport: "技术支持信息",
  steps: "步骤",
  stepDone: "（已完成）",
  back: "返回",
  next: "继续",
  showMore: "显示更多",
  showAll: "查看全部",
};
