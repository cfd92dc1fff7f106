// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

include "bitify.circom";
include "escalarmulany.circom";
include "nonZero.circom";
include "openingTarget.circom";
include "primeOrderPoint.circom";

// States (Khalili, Dakhilalian, Susilo 2020, the R of the paper left out because it follows from either witness): whoever made
// the proof knows r with h = r · h1 + m · H2, or x with h1 = x · G. Baby Jubjub (EIP-2494), G = B8 of prime order l, H2 a point
// whose logarithm nobody knows.
//
//  1. h1 is in the subgroup of order l and is not the identity; h is in it.     Steps 1 and 3 are needed for soundness: the
//  2. T = h − m · H2, and m has 248 bits.                                        multiplication is incomplete for points of low
//  3. secret · base = goal, where (base, goal) is (h1, T) or (G, h1).            order, and (0, 1) would have a trapdoor of 0.
//  4. context is bound to the proof.
//
// Not checked: that m and context belong to a record and registry (the verifying contract computes both); that h1 is an
// institution's registered key (the contract reads it from the registry, which has seen a proof of possession of x).
template ChameleonOpening(G, H2) {
    // PUBLIC
    signal input h[2];          // the commitment
    signal input h1[2];         // the institution's key
    signal input m;             // the message, 248 bits
    signal input context;       // what the proof is made for, any field element

    // PRIVATE
    signal input isTrapdoor;    // 0: secret is r. 1: secret is x
    signal input secret;        // below 2^251; s and s + l are the same secret
    signal input hEighth[2];    // h / 8
    signal input h1Eighth[2];   // h1 / 8

    isTrapdoor * (isTrapdoor - 1) === 0;

    // 1.
    PrimeOrderPoint()(h, hEighth);
    PrimeOrderPoint()(h1, h1Eighth);
    NonZero()(1, h1[0]);

    // 2.
    signal target[2] <== OpeningTarget(H2)(h, m);

    // 3. All inputs of a component before any of its outputs.
    component bits = Num2Bits(251);
    bits.in <== secret;
    component product = EscalarMulAny(251);
    product.e <== bits.out;
    for (var i = 0; i < 2; i++) product.p[i] <== h1[i] + isTrapdoor * (G[i] - h1[i]);
    for (var i = 0; i < 2; i++) product.out[i] === target[i] + isTrapdoor * (h1[i] - target[i]);

    // 4.
    signal contextSquared <== context * context;
}
