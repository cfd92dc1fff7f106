/** What to do at each instrument and with the cable; keys as the drivers name them. Facts: docs/devices.md. */
export const device = {
  help: {
    bbraunBcc:
      "Crossed cable 871 3237, or the network through a bridge (TCP 4001). Nothing is set at the pump: values are only read.",
    beurerBm58: "Its own USB cable. The readings in its memory are read; no measurement is ever started.",
    bisVista:
      "In the monitor’s menu set the serial output to the mode chosen here: ASCII at 9600, binary at 57600 baud. Only binary brings the EEG.",
    capnostream: "Nothing to set. Its serial port speaks at 115200 baud.",
    contecCms50:
      "Its own USB cable. Models with firmware before 4.6 speak at 19200 or 4800 baud, odd parity.",
    ivy450c: "It speaks from switching on; nothing to set.",
    masimoRad: "In menu level 3 set “SEr” to “AS1”. Null-modem cable.",
    nonin: "It speaks from switching on; nothing to set.",
    tanita: "Switch on the data output of the scale. Older models speak at 4800, newer at 9600 baud.",
  },
  medibus: {
    help: "In the device’s interface menu set MEDIBUS with the same speed and parity as here. Straight cable, pins 2, 3 and 5.",
  },
  dri: {
    help: "The cable must carry RTS and CTS, or waves stop after two seconds. Older monitors 19200 baud, even parity; newer 115200.",
  },
  hl7: {
    help: "Monitors with HL7 v2 send over the network (ORU over MLLP). They are read through a bridge.",
  },
  intellivue: {
    help: "The MIB/RS-232 socket (RJ-45: pins 4, 5, 7 to DB9 5, 2, 3), set in the service menu to “Data Out 1”, “Fix 115200”. MP2 and X2 have no such socket.",
  },
} as const;
