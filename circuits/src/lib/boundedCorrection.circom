// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "amendedSection.circom";

// States (DESIGN.md rule 12): the field tree of newRoot is that of oldRoot but for at most `slots` sections, each of a class that
// the policy lists, whose class, locator and place stay. A section may be changed, removed (body 0), or new at an absent place.
//
//  1. The slots are applied one after the other, each to the root that the one before has left.
//  2. context is bound to the proof.
//
// Not checked: that the roots belong to a record, that the policy is accepted, what context means (the verifying contract does);
// that a root is made from content at all (every reader does, and the patient before permitting).
template BoundedCorrection(slots, depth, policyDepth) {
    // PUBLIC
    signal input oldRoot;
    signal input newRoot;
    signal input policyRoot;
    signal input context;                       // what the proof is made for, any field element

    // PRIVATE
    signal input enabled[slots];
    signal input isNew[slots];
    signal input position[slots];
    signal input class[slots];
    signal input locator[slots];
    signal input oldBody[slots];
    signal input newBody[slots];
    signal input path[slots][depth][3];
    signal input policyPosition[slots];
    signal input policyPath[slots][policyDepth][3];

    // 1.
    component section[slots];
    signal root[slots + 1];
    root[0] <== oldRoot;
    for (var i = 0; i < slots; i++) {
        section[i] = AmendedSection(depth, policyDepth);
        section[i].oldRoot <== root[i];
        section[i].policyRoot <== policyRoot;
        section[i].enabled <== enabled[i];
        section[i].isNew <== isNew[i];
        section[i].position <== position[i];
        section[i].class <== class[i];
        section[i].locator <== locator[i];
        section[i].oldBody <== oldBody[i];
        section[i].newBody <== newBody[i];
        section[i].path <== path[i];
        section[i].policyPosition <== policyPosition[i];
        section[i].policyPath <== policyPath[i];
        root[i + 1] <== section[i].newRoot;
    }
    newRoot === root[slots];

    // 2.
    signal contextSquared <== context * context;
}
