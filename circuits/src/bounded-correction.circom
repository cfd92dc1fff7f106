// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "lib/boundedCorrection.circom";

// Four sections of a tree of 4^9 leaves, under a policy of up to 4^4 classes (docs/corrections.md, "Fields").
component main {public [oldRoot, newRoot, policyRoot, context]} = BoundedCorrection(4, 9, 4);
