// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "babyjub.circom";

// States: `point` is in the subgroup of prime order l of Baby Jubjub, because it is 8 · `eighth` and `eighth` is on the curve,
// whose cofactor is 8. The identity (0, 1) is in the subgroup too: whoever must not meet it checks that.
template PrimeOrderPoint() {
    signal input point[2];
    signal input eighth[2];

    BabyCheck()(eighth[0], eighth[1]);
    var x = eighth[0];
    var y = eighth[1];
    component doubled[3];
    for (var i = 0; i < 3; i++) {
        doubled[i] = BabyDbl();
        doubled[i].x <== x;
        doubled[i].y <== y;
        x = doubled[i].xout;
        y = doubled[i].yout;
    }
    point[0] === x;
    point[1] === y;
}
