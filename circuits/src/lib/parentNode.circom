// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "poseidon.circom";

// Computes the parent of `node` beside siblings that are already in place (PlaceAmongFour).
template ParentNode() {
    signal input node;
    signal input isHere[4];
    signal input rest[4];
    signal output parent;

    component hash = Poseidon(4);
    for (var k = 0; k < 4; k++) hash.inputs[k] <== isHere[k] * node + rest[k];
    parent <== hash.out;
}
