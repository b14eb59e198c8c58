//! Moments, days and lengths of time as a reader is told them.

use super::{Jalali, Language, Voice};
use chrono::{DateTime, Datelike, Duration, Offset, Timelike, Utc, Weekday};
use chrono_tz::Asia::Tehran;

impl Voice {
    /// A moment as near as the reader feels it: «امروز ۱۴:۰۲», «پنجشنبه ۵ آذر، ساعت ۲۳:۵۹» within
    /// the year, «۱ آذر ۱۴۰۴، ساعت ۱۴:۰۲» beyond it; “Thursday 5 Azar (26 Nov), 23:59”.
    pub fn moment(&self, moment: DateTime<Utc>) -> String {
        let (day, today, time) = (Jalali::of(moment), Jalali::of(self.now), self.time(moment));
        if day == today {
            self.w.common_today(time)
        } else if day.next_day() == today {
            self.w.common_yesterday(time)
        } else if day == today.next_day() {
            self.w.common_tomorrow(time)
        } else if day.year == today.year {
            let date = self.w.common_weekday_date(self.weekday(day), self.day_and_month(day));
            self.w.common_moment(self.with_gregorian(date, day, false), time)
        } else {
            self.moment_full(moment)
        }
    }

    /// A moment of record, with its year: «۱ آذر ۱۴۰۵، ساعت ۱۴:۰۲».
    pub fn moment_full(&self, moment: DateTime<Utc>) -> String {
        self.w.common_moment(self.day_full(moment), self.time(moment))
    }

    /// A moment in a dense table: «۱ آذر ۱۴:۰۲».
    pub fn moment_short(&self, moment: DateTime<Utc>) -> String {
        self.w.common_moment_short(self.day(moment), self.time(moment))
    }

    /// The day without its year: «۱ آذر».
    pub fn day(&self, moment: DateTime<Utc>) -> String {
        self.day_and_month(Jalali::of(moment))
    }

    /// The day with its year, and in English with its Gregorian date: «۱ آذر ۱۴۰۵».
    pub fn day_full(&self, moment: DateTime<Utc>) -> String {
        let day = Jalali::of(moment);
        self.with_gregorian(self.day_and_year(day), day, true)
    }

    /// Today, as the head of the dashboard says it: «یکشنبه ۱ آذر ۱۴۰۵».
    pub fn today_line(&self) -> String {
        let today = Jalali::of(self.now);
        let date = self.w.common_today_line(self.weekday(today), self.day_and_year(today));
        self.with_gregorian(date, today, true)
    }

    /// The moment for `datetime` of `<time>`, in the zone of Tehran: `2026-11-26T23:59+03:30`.
    pub fn iso(&self, moment: DateTime<Utc>) -> String {
        let local = moment.with_timezone(&Tehran);
        let (date, hour, minute) = (local.date_naive(), local.hour(), local.minute());
        let ahead = local.offset().fix().local_minus_utc() / 60;
        format!("{date}T{hour:02}:{minute:02}+{:02}:{:02}", ahead / 60, ahead % 60)
    }

    /// How far off the moment is: «۴ روز دیگر», «۲ ساعت پیش». It is small text beside a deadline,
    /// so it names the largest unit alone and never promises more time than there is.
    pub fn relative(&self, moment: DateTime<Utc>) -> String {
        let distance = moment - self.now;
        if distance.abs() < Duration::minutes(1) {
            return self.w.common_now();
        }
        let (step, count, _) = largest_span(distance);
        if distance < Duration::zero() {
            return self.w.common_ago(self.span(step, count));
        }
        let number = self.number(count);
        match step {
            0 => self.w.common_days_later(count, number),
            1 => self.w.common_hours_later(count, number),
            _ => self.w.common_minutes_later(count, number),
        }
    }

    /// A length of time in its largest unit and the one below: «۱ ساعت و ۳۰ دقیقه».
    pub fn duration(&self, duration: Duration) -> String {
        let (step, count, rest) = largest_span(duration);
        let first = self.span(step, count);
        match SPANS.get(step + 1).map(|seconds| rest / seconds) {
            None | Some(0) => first,
            Some(count) => self.w.common_and(first, self.span(step + 1, count)),
        }
    }

    /// The name of a Jalali month, 1 being Farvardin.
    pub fn month_name(&self, month: u8) -> String {
        self.w.common_month(month)
    }

    fn span(&self, step: usize, count: i64) -> String {
        let number = self.number(count);
        match step {
            0 => self.w.common_days(count, number),
            1 => self.w.common_hours(count, number),
            2 => self.w.common_minutes(count, number),
            _ => self.w.common_seconds(count, number),
        }
    }

    fn time(&self, moment: DateTime<Utc>) -> String {
        let local = moment.with_timezone(&Tehran);
        self.digits(&format!("{}:{:02}", local.hour(), local.minute()))
    }

    fn weekday(&self, day: Jalali) -> String {
        self.w.common_weekday(day.gregorian().weekday().days_since(Weekday::Sat) + 1)
    }

    fn day_and_month(&self, day: Jalali) -> String {
        self.w.common_day(self.digits(&day.day.to_string()), self.month_name(day.month))
    }

    fn day_and_year(&self, day: Jalali) -> String {
        let number = self.digits(&day.day.to_string());
        self.w.common_day_year(number, self.month_name(day.month), self.year(day.year))
    }

    /// English readers may not know the Jalali calendar; Persian ones need no other.
    fn with_gregorian(&self, text: String, day: Jalali, with_year: bool) -> String {
        if self.language == Language::Fa {
            return text;
        }
        let date = day.gregorian();
        let number = self.digits(&date.day().to_string());
        let month = self.w.common_gregorian_month(date.month());
        let date = if with_year {
            self.w.common_day_year(number, month, self.year(date.year()))
        } else {
            self.w.common_day(number, month)
        };
        self.w.common_with_gregorian(text, date)
    }
}

/// The seconds of a day, an hour, a minute and a second.
const SPANS: [i64; 4] = [86_400, 3_600, 60, 1];

/// The largest of [`SPANS`] that fits, how often it does, and the seconds left.
fn largest_span(duration: Duration) -> (usize, i64, i64) {
    let seconds = duration.num_seconds().abs();
    let step = SPANS.iter().position(|span| seconds >= *span).unwrap_or(SPANS.len() - 1);
    (step, seconds / SPANS[step], seconds % SPANS[step])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Unit;

    fn day(year: i32, month: u8, day: u8) -> Jalali {
        Jalali::new(year, month, day).expect("a day")
    }

    fn at(date: Jalali, hour: i64, minute: i64) -> DateTime<Utc> {
        date.start() + Duration::hours(hour) + Duration::minutes(minute)
    }

    /// Two in the afternoon of 1 Azar 1405, Sunday 22 November 2026.
    fn voice(language: Language) -> Voice {
        Voice::new(language, Unit::Toman, at(day(1405, 9, 1), 14, 2))
    }

    #[test]
    fn a_persian_reader_is_told_the_time_as_near_as_it_is() {
        let v = voice(Language::Fa);
        assert_eq!(v.moment(v.now), "امروز ۱۴:۰۲");
        assert_eq!(v.moment(at(day(1405, 9, 1), 9, 8)), "امروز ۹:۰۸");
        assert_eq!(v.moment(at(day(1405, 8, 30), 18, 0)), "دیروز ۱۸:۰۰");
        assert_eq!(v.moment(at(day(1405, 9, 2), 23, 59)), "فردا ۲۳:۵۹");
        assert_eq!(v.moment(at(day(1405, 9, 5), 23, 59)), "پنجشنبه ۵ آذر، ساعت ۲۳:۵۹");
        assert_eq!(v.moment(at(day(1404, 9, 1), 14, 2)), "۱ آذر ۱۴۰۴، ساعت ۱۴:۰۲");
        assert_eq!(v.moment_full(v.now), "۱ آذر ۱۴۰۵، ساعت ۱۴:۰۲");
        assert_eq!(v.moment_short(v.now), "۱ آذر ۱۴:۰۲");
        assert_eq!((v.day(v.now), v.day_full(v.now)), ("۱ آذر".into(), "۱ آذر ۱۴۰۵".into()));
        assert_eq!(v.today_line(), "یکشنبه ۱ آذر ۱۴۰۵");
    }

    #[test]
    fn an_english_reader_is_told_the_gregorian_day_too() {
        let v = voice(Language::En);
        assert_eq!(v.moment(at(day(1405, 9, 1), 9, 8)), "Today 9:08");
        assert_eq!(v.moment(at(day(1405, 8, 30), 18, 0)), "Yesterday 18:00");
        assert_eq!(v.moment(at(day(1405, 9, 2), 0, 5)), "Tomorrow 0:05");
        assert_eq!(v.moment(at(day(1405, 9, 5), 23, 59)), "Thursday 5 Azar (26 Nov), 23:59");
        assert_eq!(v.moment(at(day(1404, 9, 1), 14, 2)), "1 Azar 1404 (22 Nov 2025), 14:02");
        assert_eq!(v.moment_full(v.now), "1 Azar 1405 (22 Nov 2026), 14:02");
        assert_eq!((v.moment_short(v.now), v.day(v.now)), ("1 Azar 14:02".into(), "1 Azar".into()));
        assert_eq!(v.today_line(), "Sunday, 1 Azar 1405 (22 Nov 2026)");
    }

    #[test]
    fn a_page_tells_machines_the_time_of_tehran() {
        assert_eq!(voice(Language::Fa).iso(at(day(1405, 9, 5), 23, 59)), "2026-11-26T23:59+03:30");
    }

    #[test]
    fn summers_before_1401_had_their_own_clock() {
        let summer = day(1400, 4, 1).start();
        assert_eq!(voice(Language::Fa).iso(summer), "2021-06-22T00:00+04:30");
        assert_eq!(voice(Language::Fa).iso(day(1402, 4, 1).start()), "2023-06-22T00:00+03:30");
        // 1 Farvardin 1400 was followed by a day without a midnight.
        assert_eq!(voice(Language::Fa).iso(day(1400, 1, 2).start()), "2021-03-22T01:00+04:30");
    }

    #[test]
    fn what_is_left_of_a_deadline_is_never_overstated() {
        let (fa, en) = (voice(Language::Fa), voice(Language::En));
        for (distance, persian, english) in [
            (Duration::hours(4 * 24 + 23), "۴ روز دیگر", "in 4 days"),
            (Duration::hours(24), "۱ روز دیگر", "in 1 day"),
            (Duration::minutes(119), "۱ ساعت دیگر", "in 1 hour"),
            (Duration::minutes(10), "۱۰ دقیقهٔ دیگر", "in 10 minutes"),
            (Duration::seconds(59), "همین حالا", "just now"),
            (Duration::hours(-2), "۲ ساعت پیش", "2 hours ago"),
            (Duration::days(-30), "۳۰ روز پیش", "30 days ago"),
        ] {
            assert_eq!(fa.relative(fa.now + distance), persian);
            assert_eq!(en.relative(en.now + distance), english);
        }
    }

    #[test]
    fn a_length_of_time_has_two_units_at_most() {
        let (fa, en) = (voice(Language::Fa), voice(Language::En));
        assert_eq!(fa.duration(Duration::minutes(90)), "۱ ساعت و ۳۰ دقیقه");
        assert_eq!(en.duration(Duration::hours(25)), "1 day and 1 hour");
        assert_eq!(en.duration(Duration::hours(24) + Duration::seconds(9)), "1 day");
        assert_eq!(fa.duration(Duration::minutes(2)), "۲ دقیقه");
        assert_eq!(en.duration(Duration::zero()), "0 seconds");
    }
}
