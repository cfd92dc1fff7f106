// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

// Computes the rest of four children without the one at `place` = low + 2 · high: child k is isHere[k] · node + rest[k], the
// siblings in their order around it. States that low and high are bits.
template PlaceAmongFour() {
    signal input low;
    signal input high;
    signal input siblings[3];
    signal output isHere[4];
    signal output rest[4];

    low * (low - 1) === 0;
    high * (high - 1) === 0;
    signal both <== low * high;
    isHere[0] <== 1 - low - high + both;
    isHere[1] <== low - both;
    isHere[2] <== high - both;
    isHere[3] <== both;

    // A sibling is one place further when it stands behind the node.
    signal first <== isHere[0] * siblings[0];
    signal second <== high * siblings[1];
    signal third <== isHere[3] * siblings[2];
    rest[0] <== siblings[0] - first;
    rest[1] <== first + second;
    rest[2] <== siblings[1] - second + third;
    rest[3] <== siblings[2] - third;
}
