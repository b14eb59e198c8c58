//! The ways that do not lead straight to a receipt, and how a payer comes out of them.
