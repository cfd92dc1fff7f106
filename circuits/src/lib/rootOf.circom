// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "bitify.circom";
include "parentNode.circom";
include "placeAmongFour.circom";

// Computes the root that a leaf has at a position of a tree of arity 4. States that position is below 4^depth.
template RootOf(depth) {
    signal input position;
    signal input path[depth][3];    // siblings in their order, from the leaves up
    signal input leaf;
    signal output root;

    signal bits[2 * depth] <== Num2Bits(2 * depth)(position);
    component place[depth];
    signal nodes[depth + 1];
    nodes[0] <== leaf;
    for (var i = 0; i < depth; i++) {
        place[i] = PlaceAmongFour();
        place[i].low <== bits[2 * i];
        place[i].high <== bits[2 * i + 1];
        place[i].siblings <== path[i];
        nodes[i + 1] <== ParentNode()(nodes[i], place[i].isHere, place[i].rest);
    }
    root <== nodes[depth];
}
