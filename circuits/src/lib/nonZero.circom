// SPDX-License-Identifier: GPL-3.0-only
pragma circom 2.2.3;

// States: if `isRequired` is 1, `value` is not 0.
// Not checked: that isRequired is 0 or 1; who gives it does.
template NonZero() {
    signal input isRequired;
    signal input value;

    signal inverse <-- value != 0 ? isRequired / value : 0;
    value * inverse === isRequired;
}
