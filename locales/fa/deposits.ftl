# گردش حساب بانک ساختمان: هر واریز با گزارش‌ها و بدهی‌ها سنجیده می‌شود.

# سرستون‌های بانک‌ها، با | از هم جدا؛ نخستین، نام معمول است.
deposits-headings-day = تاریخ | تاریخ تراکنش | تاریخ عملیات | تاریخ سند | تاریخ و زمان | تاریخ واریز | زمان تراکنش
deposits-headings-deposit = واریز | مبلغ واریز | واریزی | مبلغ واریزی | بستانکار | مبلغ بستانکار | گردش بستانکار | مبلغ گردش بستانکار | بس
deposits-headings-withdrawal = برداشت | مبلغ برداشت | برداشتی | بدهکار | مبلغ بدهکار | گردش بدهکار | مبلغ گردش بدهکار | بد
deposits-headings-amount = مبلغ | مبلغ تراکنش | مبلغ گردش
deposits-headings-tracking = شماره پیگیری | کد پیگیری | کد رهگیری | شماره رهگیری | شماره مرجع | شماره ارجاع | شناسه واریز | شناسه پرداخت
deposits-headings-document = شماره سند | سند | شماره تراکنش | شناسه تراکنش | شماره
deposits-headings-payer = واریزکننده | واریز کننده | نام واریزکننده | نام واریز کننده | صاحب حساب مبدا | نام صاحب حساب | شماره کارت | کارت مبدا | شماره کارت مبدا | حساب مبدا | شماره حساب مبدا | طرف حساب
deposits-headings-words = شرح | شرح تراکنش | شرح سند | توضیحات | توضیح | بابت | شرح عملیات | نوع تراکنش
deposits-title = گردش حساب بانک
deposits-why = فایل گردش حساب ساختمان را بدهید؛ هر واریز با گزارش ساکنان و بدهی‌ها سنجیده می‌شود. آنچه روشن نیست حدس زده نمی‌شود و از شما پرسیده می‌شود.
deposits-file = فایل گردش حساب
deposits-file-hint = CSV یا XLSX، همان که همراه‌بانک یا اینترنت‌بانک می‌دهد؛ تا ۲۰۰۰ ردیف. ستون تاریخ و واریز لازم است.
deposits-unit = مبلغ‌های فایل به چه واحدی است؟
deposits-unit-why = به همان واحدی که هنگام فرستادن فایل انتخاب می‌کنید
deposits-unreadable = این فایل خوانده نمی‌شود یا بیش از ۲۰۰۰ ردیف دارد. آن را CSV یا XLSX بگیرید.
deposits-no-headings = سرستون‌های تاریخ و واریز پیدا نشد. سطر سرستون‌ها باید در فایل باشد.
deposits-none = در این فایل واریزی نیست.
deposits-changed-meanwhile = از وقتی این صفحه باز شده چیزی عوض شده است. چیزی ثبت نشد؛ دوباره نگاه کنید.
# $matched (String)
# $ambiguous (String)
# $known (String)
# $unknown (String)
deposits-found = { $matched } روشن، { $ambiguous } مبهم، { $known } از پیش ثبت‌شده، { $unknown } ناشناس
deposits-nothing-booked = هنوز چیزی ثبت نشده است.
deposits-whose = بابت چیست؟
deposits-leave = ثبت نشود
# $name (String)
# $amount (String)
deposits-report-of = گزارش { $name }، { $amount }
# $name (String)
# $units (String)
# $amount (String)
deposits-debt-of = { $name } (واحد { $units })، بدهی { $amount }
deposits-known = از پیش ثبت‌شده
deposits-matched = روشن
deposits-ambiguous = مبهم
deposits-unknown = ناشناس
deposits-unknown-why = واریز ناشناس نگه داشته می‌شود ولی ثبت نمی‌شود؛ اگر شناختیدش، از صفحهٔ همان ساکن ثبتش کنید.
deposits-book = ثبت آنچه انتخاب شده
# $booked (Number)
# $n (String)
deposits-booked = { $booked ->
    [0] گردش حساب نگه داشته شد؛ واریزی ثبت نشد.
   *[other] { $n } واریز ثبت و رسیدش فرستاده شد.
}
deposits-kept = واریزهای گردش‌حساب‌های پیشین
deposits-not-booked = ثبت نشده
