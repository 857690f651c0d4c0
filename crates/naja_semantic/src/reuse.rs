//! Memory of lists, for other lists.

/// The most bytes that a table keeps: what a file of some 400 kB fills.
const RETAINED: usize = 1 << 20;

/// The memory of `list`, for items of the same type about another file.
pub fn emptied<T, U>(mut list: Vec<T>) -> Vec<U> {
    if list.capacity() * size_of::<T>() > RETAINED {
        return Vec::new();
    }
    list.clear();
    // What is collected from a list's own items takes their place.
    list.into_iter().filter_map(|_| None).collect()
}

#[cfg(test)]
mod tests {
    use super::emptied;

    #[test]
    fn an_emptied_list_keeps_its_memory_within_bounds() {
        let one = vec![1_u64; 1000];
        let other: Vec<i64> = emptied(one);
        assert!(other.is_empty() && other.capacity() >= 1000);
        assert_eq!(emptied::<u64, i64>(vec![1; 1 << 20]).capacity(), 0);
    }
}
