import type { device as english } from "../en/device.ts";
import type { Translated } from "../../types.ts";

export const device: Translated<typeof english> = {
  help: {
    bbraunBcc: "使用交叉线 871 3237，或经桥接使用网络（TCP 4001）。泵上无需设置，只读取数值。",
    beurerBm58: "使用随机 USB 线。只读取其存储的测量值，绝不启动测量。",
    bisVista:
      "在监测仪菜单中把串口输出设为此处所选的模式：ASCII 为 9600 波特，二进制为 57600 波特。只有二进制模式传送脑电图。",
    capnostream: "无需设置，其串口为 115200 波特。",
    contecCms50: "使用随机 USB 线。固件低于 4.6 的型号为 19200 或 4800 波特，奇校验。",
    ivy450c: "开机即发送数据，无需设置。",
    masimoRad: "在第 3 级菜单中把“SEr”设为“AS1”，使用零调制解调器线。",
    nonin: "开机即发送数据，无需设置。",
    tanita: "请打开秤的数据输出。较早的型号为 4800 波特，较新的为 9600 波特。",
  },
  medibus: {
    help: "在设备的接口菜单中选择 MEDIBUS，速度和校验位与此处一致。使用直通线，针脚 2、3、5。",
  },
  dri: {
    help: "线缆必须含 RTS 和 CTS，否则波形两秒后停止。较早的监护仪为 19200 波特、偶校验，较新的为 115200 波特。",
  },
  hl7: {
    help: "支持 HL7 v2 的监护仪通过网络发送（MLLP 上的 ORU），经桥接程序读取。",
  },
  intellivue: {
    help: "MIB/RS-232 插口（RJ-45 的 4、5、7 脚接 DB9 的 5、2、3 脚），在维修菜单中设为“Data Out 1”“Fix 115200”。MP2 和 X2 没有此插口。",
  },
};
