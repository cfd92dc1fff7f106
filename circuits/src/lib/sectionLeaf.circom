// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "poseidon.circom";

// Computes a section's leaf, Poseidon(class, locator, body).
template SectionLeaf() {
    signal input class;
    signal input locator;
    signal input body;
    signal output leaf <== Poseidon(3)([class, locator, body]);
}
