//! Nothing is downloaded without a limit.

use naja_index::{IndexError, IndexOptions};
use naja_testkit::{Fault, IndexServer};

use crate::support::{FILE, UNIVERSE, count_requests, fetch, fetch_sized, options};

fn limited(server: &IndexServer, limit: u64) -> IndexOptions {
    let mut options = options(server);
    options.requests.max_download = limit;
    options
}

#[test]
fn fault_50_a_file_over_the_limit_is_refused() {
    let server = IndexServer::of(UNIVERSE);
    let limited = || limited(&server, 10);
    let too_large = IndexError::TooLarge { url: server.at(FILE), limit: 10 };
    // By what the index says, without a request.
    assert_eq!(fetch(&server, limited()).unwrap_err(), too_large);
    assert_eq!(count_requests(&server, FILE), 0);
    // By what comes.
    assert_eq!(fetch_sized(&server, limited(), None).unwrap_err(), too_large);
    assert_eq!(count_requests(&server, FILE), 1);
    fetch(&server, self::limited(&server, 8 << 20)).unwrap();
    assert_eq!(
        IndexError::TooLarge { url: server.at(FILE), limit: 8 << 20 }.to_string(),
        format!("{} is larger than the limit of 8 MiB for downloads", server.at(FILE))
    );
}

#[test]
fn a_file_longer_than_the_index_says_is_refused() {
    let server = IndexServer::of(UNIVERSE);
    server.fail_next(FILE, Fault::Unframed { after: usize::MAX });
    let IndexError::Size { url, expected: 10, actual } =
        fetch_sized(&server, options(&server), Some(10)).unwrap_err()
    else {
        panic!("it must be too long")
    };
    assert_eq!(url, server.at(FILE));
    assert!(actual > 10);
}
