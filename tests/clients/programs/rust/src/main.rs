//! Avro files and fingerprints with apache-avro.
use apache_avro::{rabin::Rabin, Reader, Schema};
use std::fs::{read_to_string, File};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words[0].as_str() {
        "avro" => {
            for path in &words[1..] {
                for value in Reader::new(File::open(path).unwrap()).unwrap() {
                    println!("{}", serde_json::Value::try_from(value.unwrap()).unwrap());
                }
            }
        }
        "fingerprints" => {
            let schema = Schema::parse_str(&read_to_string(&words[1]).unwrap()).unwrap();
            println!("apache-avro {}", schema.fingerprint::<Rabin>());
        }
        _ => {
            // Offsets count code points, which Rust calls chars.
            let (start, end): (usize, usize) = (words[2].parse().unwrap(), words[3].parse().unwrap());
            let cut: String = words[1].chars().skip(start).take(end - start).collect();
            println!("{}", serde_json::Value::from(cut));
        }
    }
}
