//! How far two words are from one another, for those who mistype.

/// Letters to insert, remove, change or swap with their neighbour to make one word of the other
/// (Damerau and Levenshtein, each letter moved once at most).
pub(super) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let width = right.len().saturating_add(1);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..width).collect();
    let mut previous: Option<char> = None;
    for (row, c) in left.chars().enumerate() {
        let mut line = vec![row.saturating_add(1)];
        for (at, d) in right.iter().enumerate() {
            let get = |list: &[usize], at: usize| list.get(at).copied().unwrap_or(usize::MAX / 2);
            let changed = get(&last, at) + usize::from(c != *d);
            let mut best = changed.min(get(&last, at + 1) + 1).min(get(&line, at) + 1);
            let crossed = at.checked_sub(1).and_then(|left| right.get(left).map(|r| (left, *r)));
            if let Some((left, r)) = crossed
                && previous == Some(*d)
                && r == c
            {
                best = best.min(get(&before, left) + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut last, line);
        previous = Some(c);
    }
    last.last().copied().unwrap_or_default()
}

/// The phrase a text most nearly begins with; `None` where none is near.
pub(super) fn nearest<'a>(text: &str, phrases: &[&'a str]) -> Option<&'a str> {
    let far = |phrase: &str| {
        let length = phrase.chars().count();
        let begin: String = text.chars().take(length).collect();
        (distance(&begin, phrase), length)
    };
    let near = phrases.iter().map(|phrase| (far(phrase), *phrase));
    let near = near.filter(|((far, length), _)| far.saturating_mul(2) < *length);
    near.min_by_key(|((far, length), _)| (*far, usize::MAX - *length)).map(|(_, phrase)| phrase)
}
