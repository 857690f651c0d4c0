//! A fixed sequence of numbers from a seed, so that a trial that fails can be had again.

/// The state of a xorshift generator.
pub(super) struct Random(u64);

impl Random {
    /// The sequence of `seed`; `part` keeps the parts of a sweep apart.
    pub(super) fn new(seed: u64, part: &str) -> Self {
        let mixed = part.bytes().fold(seed.wrapping_add(0x9e37_79b9_7f4a_7c15), |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(mixed | 1)
    }

    /// A number below `limit`, which is not 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    /// One of `choices`, of which there is at least one.
    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_seed_gives_one_sequence_and_every_choice_comes_up() {
        let numbers = |seed| {
            let mut random = Random::new(seed, "a");
            (0..100).map(|_| random.below(7)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(1), numbers(1));
        assert_ne!(numbers(1), numbers(2));
        assert!((0..7).all(|number| numbers(1).contains(&number)));
    }
}
