// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "nonZero.circom";
include "rootOf.circom";
include "sectionLeaf.circom";
include "twoRoots.circom";

// One slot of a bounded correction. States, if enabled is 1:
//
//  1. enabled and isNew are bits.
//  2. The leaf before is that of (class, locator, oldBody), or 0 where the section is new.
//  3. Before, that leaf stands at `position` under oldRoot; newRoot is the root with (class, locator, newBody) there instead.
//  4. class is not 0, and the tree of policyRoot has it at policyPosition.
//
// If enabled is 0, newRoot = oldRoot, and nothing but step 1 and the ranges of the positions is stated.
// Not checked: ranges of class, locator and bodies, which are field elements; a body of 0 is a section that was removed.
template AmendedSection(depth, policyDepth) {
    signal input oldRoot;
    signal input policyRoot;
    signal input enabled;
    signal input isNew;
    signal input position;                      // below 4^depth
    signal input class;
    signal input locator;
    signal input oldBody;
    signal input newBody;
    signal input path[depth][3];
    signal input policyPosition;                // below 4^policyDepth
    signal input policyPath[policyDepth][3];
    signal output newRoot;

    // 1.
    enabled * (enabled - 1) === 0;
    isNew * (isNew - 1) === 0;

    // 2.
    signal known <== SectionLeaf()(class, locator, oldBody);
    signal before <== (1 - isNew) * known;
    signal after <== SectionLeaf()(class, locator, newBody);

    // 3.
    signal roots[2] <== TwoRoots(depth)(position, path, [before, after]);
    enabled * (roots[0] - oldRoot) === 0;
    newRoot <== oldRoot + enabled * (roots[1] - oldRoot);

    // 4.
    NonZero()(enabled, class);
    signal policy <== RootOf(policyDepth)(policyPosition, policyPath, class);
    enabled * (policy - policyRoot) === 0;
}
