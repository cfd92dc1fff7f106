// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "babyjub.circom";
include "bitify.circom";
include "escalarmulfix.circom";

// Computes T = h − m · H2 and states that m has 248 bits. Without that, m and m + l would be two messages of one opening.
// Not checked: that h is on the curve.
template OpeningTarget(H2) {
    signal input h[2];
    signal input m;
    signal output target[2];

    // EscalarMulFix does not compile for 247 to 249 bits, so two zero bits are added.
    component bits = Num2Bits(248);
    bits.in <== m;
    component product = EscalarMulFix(250, H2);
    for (var i = 0; i < 248; i++) product.e[i] <== bits.out[i];
    product.e[248] <== 0;
    product.e[249] <== 0;

    component difference = BabyAdd();
    difference.x1 <== h[0];
    difference.y1 <== h[1];
    difference.x2 <== -product.out[0];
    difference.y2 <== product.out[1];
    target[0] <== difference.xout;
    target[1] <== difference.yout;
}
