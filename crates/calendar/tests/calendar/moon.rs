//! The festivals held against the moon and the sun: new moons and the sun's longitude after Meeus,
//! Astronomical Algorithms, chapters 25 and 49, at 120° east.

use calendar::Calendar;
use jiff::civil::Date;

/// Dynamical time minus universal time in these decades, about 70 to 90 seconds, in days.
const DELTA_T: f64 = 80.0 / 86_400.0;

/// The moment of a new moon, Julian day in Beijing time; `k` counts from January 2000.
fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let jde = 2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t * t;
    let e = 1.0 - 0.002_516 * t - 0.000_007_4 * t * t;
    let sun = (2.5534 + 29.105_356_7 * k - 0.000_001_4 * t * t).to_radians();
    let moon = (201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t).to_radians();
    let f = (160.7108 + 390.670_502_84 * k - 0.001_611_8 * t * t).to_radians();
    let node = (124.7746 - 1.563_755_88 * k + 0.002_067_2 * t * t).to_radians();
    let terms = -0.407_20 * moon.sin()
        + 0.172_41 * e * sun.sin()
        + 0.016_08 * (2.0 * moon).sin()
        + 0.010_39 * (2.0 * f).sin()
        + 0.007_39 * e * (moon - sun).sin()
        - 0.005_14 * e * (moon + sun).sin()
        + 0.002_08 * e * e * (2.0 * sun).sin()
        - 0.001_11 * (moon - 2.0 * f).sin()
        - 0.000_57 * (moon + 2.0 * f).sin()
        + 0.000_56 * e * (2.0 * moon + sun).sin()
        - 0.000_42 * (3.0 * moon).sin()
        + 0.000_42 * e * (sun + 2.0 * f).sin()
        + 0.000_38 * e * (sun - 2.0 * f).sin()
        - 0.000_24 * e * (2.0 * moon - sun).sin()
        - 0.000_17 * node.sin();
    let venus = 0.000_325 * (299.77 + 0.107_408 * k - 0.009_173 * t * t).to_radians().sin();
    jde + terms + venus - DELTA_T + 8.0 / 24.0
}

/// The apparent longitude of the sun in degrees at a Julian day in Beijing time.
fn sun(julian: f64) -> f64 {
    let t = (julian - 8.0 / 24.0 + DELTA_T - 2_451_545.0) / 36_525.0;
    let mean = 280.466_46 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let anomaly = (357.529_11 + 35_999.050_29 * t - 0.000_153_7 * t * t).to_radians();
    let centre = (1.914_602 - 0.004_817 * t) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let node = (125.04 - 1934.136 * t).to_radians();
    (mean + centre - 0.005_69 - 0.004_78 * node.sin()).rem_euclid(360.0)
}

/// When the sun reaches a longitude, near a Julian day.
fn reaches(longitude: f64, near: f64) -> f64 {
    let mut julian = near;
    for _ in 0..20 {
        let ahead = (longitude - sun(julian) + 180.0).rem_euclid(360.0) - 180.0;
        julian += ahead * 365.2422 / 360.0;
    }
    julian
}

/// The number of the civil day (days begin at midnight, Julian days at noon).
fn civil(julian: f64) -> i64 {
    (julian + 0.5).floor() as i64
}

fn number(day: Date) -> i64 {
    let days = day.since(Date::constant(2000, 1, 1)).expect("close").get_days();
    2_451_545 + i64::from(days)
}

/// First days of the months from the eleventh month of the year before (which holds the solstice),
/// with the month's number; a leap month has the number 0.
fn months(year: i16) -> Vec<(i64, u8)> {
    let solstice = |year: i16| civil(reaches(270.0, number(Date::constant(year, 12, 21)) as f64));
    let (from, to) = (solstice(year - 1), solstice(year));
    let k = ((f64::from(year) - 2000.0) * 12.3685).floor() as i32 - 4;
    let moons: Vec<i64> = (k..k + 22).map(|k| civil(new_moon(f64::from(k)))).collect();
    let first = moons.iter().rposition(|moon| *moon <= from).expect("within");
    let last = moons.iter().rposition(|moon| *moon <= to).expect("within");
    let is_long = last - first == 13;
    let mut leap = false;
    let mut number = 10;
    let mut months = Vec::new();
    for index in first..last {
        let (start, end) = (moons[index], moons[index + 1]);
        let middle = |day: i64| (sun(day as f64 - 0.5) / 30.0).floor();
        let has_term = middle(start) != middle(end);
        if is_long && !leap && !has_term && first < index {
            leap = true;
            months.push((start, 0));
        } else {
            number = number % 12 + 1;
            months.push((start, number));
        }
    }
    months
}

#[test]
fn the_festivals_follow_the_moon_and_the_sun() {
    let calendar = Calendar::built_in();
    for year in 2017..=calendar.last_day().year() {
        let months = months(year);
        let of = |wanted: u8, day: i64| {
            let month = months.iter().find(|(_, number)| *number == wanted);
            month.expect("every month").0 + day - 1
        };
        let qingming = civil(reaches(15.0, number(Date::constant(year, 4, 5)) as f64));
        let statutory = calendar.statutory(year);
        let first = |name: &str| {
            let found = statutory.iter().find(|(words, _)| words.en == name);
            number(found.expect("the holiday").1[0])
        };
        let eve = i64::from(2025 <= year);
        assert_eq!(first("Spring Festival"), of(1, 1) - eve, "{year}");
        assert_eq!(first("Qingming Festival"), qingming, "{year}");
        assert_eq!(first("Dragon Boat Festival"), of(5, 5), "{year}");
        assert_eq!(first("Mid-Autumn Festival"), of(8, 15), "{year}");
    }
}
