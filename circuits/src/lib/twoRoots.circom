// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "bitify.circom";
include "parentNode.circom";
include "placeAmongFour.circom";

// Computes the roots that two leaves have at the same position of one tree of arity 4 with the same siblings. States that
// position is below 4^depth.
template TwoRoots(depth) {
    signal input position;
    signal input path[depth][3];    // siblings in their order, from the leaves up
    signal input leaves[2];
    signal output roots[2];

    signal bits[2 * depth] <== Num2Bits(2 * depth)(position);
    component place[depth];
    signal nodes[depth + 1][2];
    nodes[0] <== leaves;
    for (var i = 0; i < depth; i++) {
        place[i] = PlaceAmongFour();
        place[i].low <== bits[2 * i];
        place[i].high <== bits[2 * i + 1];
        place[i].siblings <== path[i];
        for (var j = 0; j < 2; j++) nodes[i + 1][j] <== ParentNode()(nodes[i][j], place[i].isHere, place[i].rest);
    }
    roots <== nodes[depth];
}
