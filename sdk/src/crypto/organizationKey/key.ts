/**
 * Receive keys held by several officers (rule 7): an organisation's, and the network's emergency key.
 *
 * A person's receive key is b with Y = ĝ^b, and proxies' answers combine to W = K^b. An organisation's key is kept as shares of
 * the *inverse*: u = 1/b, so Y = ĝ^(1/u) and K = W^u. Opening is then linear in the shares: with u = f(0) and holder i keeping
 * u_i = f(i), K = Π (W^(u_i))^λ_i. Nobody ever inverts under sharing when a record is opened.
 *
 * Public: Y and U_j = g^(f_j). Anyone checks `e(U_0, Y) = e(g, ĝ)`, that is u·b = 1, and each share by `g^(u_i) = Π U_j^(i^j)`.
 *
 * Without a dealer (generation/), n ≥ 2t − 1 members, group operations after Feldman 1987 / Pedersen 1991, inversion after
 * Bar-Ilan and Beaver 1989:
 * 1. Member j deals u_j and r_j by polynomials of degree t − 1, and zero by one of degree 2t − 2; commitments g^·, ĝ^· and
 *    e(g, ĝ)^· to the three; proofs of knowledge of u_j and r_j, so that nobody can cancel another's contribution.
 * 2. Shares that do not fit their commitments are complained of; the judgement names dealer or complainer.
 * 3. With the sums u_i, r_i, z_i of what it received, member i publishes w_i = u_i·r_i + z_i. Anyone checks
 *    `e(g, ĝ)^(w_i) = e(g^(u_i), ĝ^(r_i))·e(g, ĝ)^(z_i)`, all three from commitments; a wrong w_i names its maker.
 * 4. w = Σ λ_i·w_i over 2t − 1 members is u·r, which tells nothing of u, because r is uniform and the zero-sharing makes the
 *    other w_i uniform too. Y = (ĝ^r)^(1/w) = ĝ^(1/u).
 * The zero polynomial is committed to in GT, not G1: then all published values can be simulated from (g^u, ĝ^(1/u)) alone;
 * in G1 they would show g^(u_i·r_i), which nothing else does.
 * As in every joint-Feldman generation the last member to speak can bias a few bits of Y (Gennaro, Jarecki, Krawczyk, Rabin
 * 2007 show why that does no harm to discrete-log schemes); fewer than t members never learn u.
 *
 * A new set of holders (reshare/; Desmedt and Jajodia 1997): each of t old holders shares its u_i; the new share is
 * Σ λ_i·g_i(k). Y stays.
 *
 * A holder's answer V_i = W^(u_i) carries a Chaum–Pedersen proof of the same exponent in G1 and GT, which have the same prime
 * order: `T1 = g^w`, `T2 = W^w`, `c = H(accessId ‖ g^(u_i) ‖ W ‖ V_i ‖ T1 ‖ T2)`, `z = w + c·u_i`; it holds iff
 * `T1 = g^z·(g^(u_i))^(−c)` and `T2 = W^z·V_i^(−c)`. V_i is sealed to the reader, so no holder sees t of them, nor K.
 */
export interface OrganizationKey {
  /** Y = ĝ^(1/u), G2. */
  readonly y: Uint8Array;
  readonly threshold: number;
  /** U_j = g^(f_j), G1, as many as the threshold. */
  readonly commitments: readonly Uint8Array[];
}
