### واژه‌هایی که همهٔ صفحه‌ها و پیام‌ها با آن‌ها ساخته می‌شوند

common-language-name = فارسی

## مبلغ

common-toman = تومان
common-rial = ریال
# $amount (String) - رقم یا حروف مبلغ
# $unit (String) - تومان یا ریال
common-amount-unit = { $amount } { $unit }
# $amount (String) - مبلغ به حروف
common-minus = منفی { $amount }
# $first (String)
# $second (String)
common-and = { $first } و { $second }

## روز و ساعت

# $time (String)
common-today = امروز { $time }
# $time (String)
common-yesterday = دیروز { $time }
# $time (String)
common-tomorrow = فردا { $time }
# $day (String)
# $month (String)
common-day = { $day } { $month }
# $day (String)
# $month (String)
# $year (String)
common-day-year = { $day } { $month } { $year }
# $weekday (String)
# $date (String)
common-weekday-date = { $weekday } { $date }
# $weekday (String)
# $date (String)
common-today-line = { $weekday } { $date }
# $date (String)
# $gregorian (String)
common-with-gregorian = { $date } ({ $gregorian })
# $date (String)
# $time (String)
common-moment = { $date }، ساعت { $time }
# $date (String)
# $time (String)
common-moment-short = { $date } { $time }

common-month = { $number ->
    [1] فروردین
    [2] اردیبهشت
    [3] خرداد
    [4] تیر
    [5] مرداد
    [6] شهریور
    [7] مهر
    [8] آبان
    [9] آذر
    [10] دی
    [11] بهمن
   *[12] اسفند
}
common-gregorian-month = { $number ->
    [1] ژانویه
    [2] فوریه
    [3] مارس
    [4] آوریل
    [5] مه
    [6] ژوئن
    [7] ژوئیه
    [8] اوت
    [9] سپتامبر
    [10] اکتبر
    [11] نوامبر
   *[12] دسامبر
}
# هفته از شنبه آغاز می‌شود
common-weekday = { $number ->
    [1] شنبه
    [2] یکشنبه
    [3] دوشنبه
    [4] سه‌شنبه
    [5] چهارشنبه
    [6] پنجشنبه
   *[7] جمعه
}

## مدت

# $number (String) - همان شمار با رقم فارسی
common-days = { $count ->
   *[other] { $number } روز
}
# $number (String)
common-hours = { $count ->
   *[other] { $number } ساعت
}
# $number (String)
common-minutes = { $count ->
   *[other] { $number } دقیقه
}
# $number (String)
common-seconds = { $count ->
   *[other] { $number } ثانیه
}
# $number (String)
common-days-later = { $count ->
   *[other] { $number } روز دیگر
}
# $number (String)
common-hours-later = { $count ->
   *[other] { $number } ساعت دیگر
}
# $number (String)
common-minutes-later = { $count ->
   *[other] { $number } دقیقهٔ دیگر
}
# $duration (String)
common-ago = { $duration } پیش
common-now = همین حالا

## نقش‌ها در یک کسب‌وکار

common-role-owner = صاحب کسب‌وکار
common-role-owner-is = همه کار می‌کند و دیگران را می‌آورد و می‌برد.
common-role-manager = مدیر
common-role-building-manager = مدیر ساختمان
common-role-manager-is = همهٔ کارها را می‌کند، جز آوردن و بردن همکاران.
common-role-accountant = حسابدار
common-role-accountant-is = همه‌چیز را می‌بیند، خروجی می‌گیرد، دفتر را نگه می‌دارد و تسویه می‌کند.
common-role-cashier = صندوق‌دار
common-role-cashier-is = لینک می‌سازد و می‌فرستد و فقط لینک‌های خودش و پرداخت‌های آن‌ها را می‌بیند.
common-role-approver = تأییدکننده
common-role-board = عضو هیئت‌مدیره
common-role-approver-is = همه‌چیز را می‌بیند و درخواست‌های دیگران را تأیید یا رد می‌کند.
common-role-viewer = بیننده
common-role-viewer-is = فقط می‌بیند و چیزی را تغییر نمی‌دهد.
