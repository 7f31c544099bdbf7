//! How many references a second one core reads: `cargo bench --bench cite`.
//!
//! In: references in the looks of the common citation styles. Out: their number a second, over a fixed number of
//! rounds. The aim is 5,000 a second.

#![allow(clippy::print_stdout, clippy::cast_precision_loss, missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use cvparse::cli::cite::read;

const ROUNDS: usize = 500;

const REFERENCES: &[&str] = &[
    "[1] A. Bee, C. Dee, and E. Foxglove, “A theory of small things,” IEEE Trans. Small Syst., vol. 12, no. 3, pp. 45–67, Mar. 2019.",
    "Bee, A. M., Dee, C., & Foxglove, E. (2019). A theory of small things: Why size matters. Journal of Applied Smallness, 12(3), 45–67. https://doi.org/10.1234/jas.2019.045",
    "Anna Bee, Carl Dee, and Eve Foxglove. 2019. A Theory of Small Things. In Proceedings of the 12th ACM Symposium on Smallness (SMALL '19). ACM, New York, NY, USA, 45–67.",
    "Bee AM, Dee C, Foxglove E, et al. A theory of small things. J Appl Small. 2019 Mar;12(3):45-67. doi: 10.1234/jas.2019.045",
    "Bee, A. (2018). Small things in context. In C. Dee & E. Foxglove (Eds.), Handbook of small things (pp. 45–67). Oxford University Press.",
    "陈思远，赵琳，吴浩然. 面向司法文书的事件抽取方法[J]. 软件学报, 2022, 33(1): 45-67.",
    "Anna Bee. A theory of small things. PhD thesis, University of Kirkwall, June 2019.",
    "A. Bee and C. Dee. A theory of small things. arXiv preprint arXiv:2401.01234, 2024.",
];

fn main() {
    // The tables are laid out once.
    for reference in REFERENCES {
        drop(black_box(read(reference)));
    }
    let start = Instant::now();
    for _ in 0..ROUNDS {
        for reference in REFERENCES {
            drop(black_box(read(black_box(reference))));
        }
    }
    let n_read = ROUNDS * REFERENCES.len();
    println!("{n_read} references, {:.0} a second", n_read as f64 / start.elapsed().as_secs_f64());
}
