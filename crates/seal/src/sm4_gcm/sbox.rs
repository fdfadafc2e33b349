//! The S-box of SM4 (GB/T 32907) as a circuit of 128 gates, so that it is worked out for as many
//! bytes at once as a word has bits, without a table whose reading a neighbour on the machine could
//! time.
//!
//! The S-box is S(x) = A · (A · x + 0xd3)⁻¹ + 0xd3 over GF(2⁸), whose modulus is written 0x1f5.
//! The inverse is taken in the tower GF(((2²)²)²) with normal bases (Canright, *A Very Compact
//! S-Box for AES*, CHES 2005): of x = a·Z¹⁶ + b·Z it is (b·e)·Z¹⁶ + (a·e)·Z, where e is the inverse
//! of ν·(a + b)² + a·b in GF(2⁴). A product in GF(2⁴) takes nine `and`, of nine sums of the digits
//! on either side; all sums and changes of basis that nothing comes between are one linear layer,
//! in which common terms were shared greedily (Paar). Both constants 0xd3 are left to whoever
//! calls: they go into the round keys.

use std::ops::{BitAnd, BitXor};

/// What gates work on: bits side by side.
pub(super) trait Bits: Copy + BitXor<Output = Self> + BitAnd<Output = Self> {}

impl<T: Copy + BitXor<Output = T> + BitAnd<Output = T>> Bits for T {}

/// The bits of S(x + 0x75) + 0xd3 from those of x, the lowest first; A · 0x75 is 0xd3.
#[inline(always)]
pub(super) fn substitute<T: Bits>(x: [T; 8]) -> [T; 8] {
    let (a, b, linear) = sums(x);
    let e = invert(a, b, linear);
    gather(a, b, e)
}

/// The nine sums of the digits of a, those of b, and ν·(a + b)².
#[inline(always)]
fn sums<T: Bits>([x0, x1, x2, x3, x4, x5, x6, x7]: [T; 8]) -> ([T; 9], [T; 9], [T; 4]) {
    let t0 = x0 ^ x6;
    let t1 = x2 ^ x5;
    let t2 = x4 ^ t0;
    let t3 = x7 ^ t1;
    let t4 = x3 ^ x6;
    let t5 = x1 ^ x5;
    let t6 = x1 ^ t0;
    let t7 = x4 ^ t5;
    let t8 = x2 ^ x6;
    let t9 = x3 ^ x4;
    let t10 = x1 ^ x7;
    let t11 = x2 ^ t6;
    let t12 = t3 ^ t4;
    let t13 = x3 ^ t3;
    let t14 = t4 ^ t5;
    let t15 = x5 ^ t2;
    let t16 = x2 ^ t2;
    let t17 = t2 ^ t10;
    let t18 = x6 ^ t7;
    let t19 = x5 ^ t4;
    let t20 = x7 ^ t8;
    let t21 = x4 ^ t8;
    let t22 = t3 ^ t9;
    let t23 = x7 ^ t19;
    let t24 = t1 ^ t6;
    let t25 = x1 ^ t1;
    let a = [t25, t21, t18, t10, t23, t14, t3, t22, t9];
    let b = [t15, t6, t7, t2, x2, t16, x5, t11, t24];
    (a, b, [t12, t17, t13, t20])
}

/// The nine sums of the digits of e.
#[inline(always)]
fn invert<T: Bits>(a: [T; 9], b: [T; 9], linear: [T; 4]) -> [T; 9] {
    let [a0, a1, a2, a3, a4, a5, a6, a7, a8] = a;
    let [b0, b1, b2, b3, b4, b5, b6, b7, b8] = b;
    let [l0, l1, l2, l3] = linear;
    let t0 = a0 & b0;
    let t1 = a1 & b1;
    let t2 = a2 & b2;
    let t3 = a3 & b3;
    let t4 = a4 & b4;
    let t5 = a5 & b5;
    let t6 = a6 & b6;
    let t7 = a7 & b7;
    let t8 = a8 & b8;
    let t9 = t6 ^ t8;
    let t10 = t6 ^ t7;
    let t11 = l3 ^ t9;
    let t12 = t3 ^ t10;
    let t13 = t2 ^ t10;
    let t14 = t5 ^ t12;
    let t15 = t1 ^ t9;
    let t16 = l2 ^ t14;
    let t17 = t4 ^ t5;
    let t18 = l0 ^ t13;
    let t19 = t0 ^ t18;
    let t20 = t11 ^ t17;
    let t21 = t2 ^ l1;
    let t22 = t15 ^ t21;
    let t23 = t19 ^ t16;
    let t24 = t22 ^ t20;
    let t25 = t19 ^ t22;
    let t26 = t16 ^ t20;
    let t27 = t19 & t16;
    let t28 = t22 & t20;
    let t29 = t25 & t26;
    let t30 = t29 ^ t27;
    let t31 = t29 ^ t28;
    let t32 = t30 ^ t23;
    let t33 = t32 ^ t24;
    let t34 = t31 ^ t24;
    let t35 = t34 ^ t33;
    let t36 = t16 & t34;
    let t37 = t20 & t33;
    let t38 = t26 & t35;
    let t39 = t38 ^ t36;
    let t40 = t38 ^ t37;
    let t41 = t19 & t34;
    let t42 = t22 & t33;
    let t43 = t25 & t35;
    let t44 = t43 ^ t41;
    let t45 = t43 ^ t42;
    let t46 = t39 ^ t40;
    let t47 = t44 ^ t45;
    let t48 = t39 ^ t44;
    let t49 = t40 ^ t45;
    let t50 = t48 ^ t49;
    [t39, t40, t46, t44, t45, t47, t48, t49, t50]
}

/// The products b·e and a·e, brought back to the bits of a byte.
#[inline(always)]
fn gather<T: Bits>(a: [T; 9], b: [T; 9], e: [T; 9]) -> [T; 8] {
    let [a0, a1, a2, a3, a4, a5, a6, a7, a8] = a;
    let [b0, b1, b2, b3, b4, b5, b6, b7, b8] = b;
    let [e0, e1, e2, e3, e4, e5, e6, e7, e8] = e;
    let t0 = b0 & e0;
    let t1 = b1 & e1;
    let t2 = b2 & e2;
    let t3 = b3 & e3;
    let t4 = b4 & e4;
    let t5 = b5 & e5;
    let t6 = b6 & e6;
    let t7 = b7 & e7;
    let t8 = b8 & e8;
    let t9 = a0 & e0;
    let t10 = a1 & e1;
    let t11 = a2 & e2;
    let t12 = a3 & e3;
    let t13 = a4 & e4;
    let t14 = a5 & e5;
    let t15 = a6 & e6;
    let t16 = a7 & e7;
    let t17 = a8 & e8;
    let t18 = t9 ^ t10;
    let t19 = t0 ^ t18;
    let t20 = t17 ^ t19;
    let t21 = t1 ^ t4;
    let t22 = t16 ^ t21;
    let t23 = t12 ^ t14;
    let t24 = t6 ^ t7;
    let t25 = t23 ^ t24;
    let t26 = t20 ^ t22;
    let t27 = t1 ^ t8;
    let t28 = t2 ^ t15;
    let t29 = t5 ^ t24;
    let t30 = t12 ^ t27;
    let t31 = t11 ^ t25;
    let t32 = t9 ^ t31;
    let t33 = t13 ^ t30;
    let t34 = t26 ^ t29;
    let t35 = t25 ^ t28;
    let t36 = t15 ^ t23;
    let t37 = t13 ^ t28;
    let t38 = t5 ^ t37;
    let t39 = t18 ^ t38;
    let t40 = t5 ^ t32;
    let t41 = t7 ^ t19;
    let t42 = t16 ^ t36;
    let t43 = t14 ^ t39;
    let t44 = t2 ^ t6;
    let t45 = t3 ^ t26;
    let t46 = t33 ^ t41;
    let t47 = t3 ^ t40;
    let t48 = t27 ^ t44;
    let t49 = t22 ^ t43;
    let t50 = t20 ^ t35;
    [t42, t47, t50, t49, t46, t45, t48, t34]
}
