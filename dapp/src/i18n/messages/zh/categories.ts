import type { categories as english } from "../en/categories.ts";
import type { Translated } from "../../types.ts";

export const categories: Translated<typeof english> = {
  general: "综合",
  conditions: "诊断",
  medications: "用药",
  laboratory: "检验",
  "vital-signs": "生命体征",
  imaging: "影像",
  procedures: "手术与操作",
  allergies: "过敏",
  immunizations: "预防接种",
  encounters: "就诊与住院",
  "care-plans": "诊疗计划",
  questionnaires: "问卷",
  "social-history": "生活状况",
  devices: "设备",
  documents: "文档",
  administration: "行政",
  finance: "费用与保险",
};
