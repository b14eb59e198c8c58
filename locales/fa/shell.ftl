# The frame around every page, and the words of the kit's controls.

shell-brand = پیوند
shell-skip = رفتن به متن اصلی
shell-sections = بخش‌های اصلی
shell-home = خانه
shell-links = لینک پرداخت
shell-accounting = حسابداری
shell-buildings = ساختمان‌ها
shell-payouts = واریزها
shell-wallet = کیف پول
shell-account = تنظیمات حساب
shell-powered-by = پرداخت با
shell-slogan = نرم‌افزار پرداخت روی سرور خودتان
shell-other-language = English
shell-sandbox = محیط آزمایشی؛ پولی جابه‌جا نمی‌شود
shell-sandbox-inbox = صندوق پیام آزمایشی

## Forms

shell-optional = اختیاری
shell-mistake = خطا:
# $count (Number) - how many fields to put right, to choose the form
# $shown (String) - the same in the reader's digits
shell-mistakes = { $count ->
    [one] یک مورد را درست کنید
   *[other] { $shown } مورد را درست کنید
}
# $words (String) - the amount in words with its unit
# $other (String) - the figure in rial
shell-amount-in-toman = { $words } · در صفحهٔ بانک: { $other } ریال
# $words (String) - the amount in words with its unit
# $other (String) - the figure in toman
shell-amount-in-rial = { $words } · برابر { $other } تومان
shell-day = روز
shell-month = ماه
shell-year = سال
shell-hour = ساعت
shell-minute = دقیقه

## Lists and sharing

shell-pages = صفحه‌بندی
shell-previous = قبلی
shell-next = بعدی
shell-copy = کپی
shell-copied = کپی شد
shell-share = هم‌رسانی

## Faults

shell-fault-missing-title = این صفحه پیدا نشد
shell-fault-missing = شاید نشانی ناقص کپی شده باشد. اگر از پیامک آمده‌اید، روی خود لینک بزنید.
shell-fault-gone-title = این صفحه دیگر در دسترس نیست
shell-fault-gone = مهلت آن تمام شده یا برداشته شده است. از کسی که نشانی را فرستاده، نشانی تازه بخواهید.
shell-fault-conflict-title = این کار پیش‌تر انجام شده است
shell-fault-conflict = چیزی دوباره ثبت نشد. صفحه را از نو باز کنید تا وضعیت تازه را ببینید.
shell-fault-forbidden-title = این کار در اجازهٔ شما نیست
shell-fault-forbidden = اگر باید به آن دسترسی داشته باشید، از مدیر کسب‌وکار بخواهید. اگر صفحه مدتی باز مانده بود، آن را از نو باز کنید.
shell-fault-unread-title = این درخواست خوانده نشد
shell-fault-unread = شاید نیمه‌کاره رسیده باشد. به صفحهٔ پیش برگردید و دوباره امتحان کنید. چیزی ثبت نشد.
shell-fault-often-title = کمی صبر کنید
shell-fault-often = درخواست‌ها پشت سر هم رسید. چند دقیقهٔ دیگر دوباره امتحان کنید.
shell-fault-ours-title = اشکال از ماست
shell-fault-ours = چند دقیقهٔ دیگر دوباره امتحان کنید. اگر در حال پرداخت بودید، پیش از پرداخت دوباره وضعیت لینک را ببینید؛ پول شما گم نمی‌شود.
shell-fault-busy-title = سرور شلوغ است
shell-fault-busy = چند دقیقهٔ دیگر دوباره امتحان کنید. اگر در حال پرداخت بودید، پیش از پرداخت دوباره وضعیت لینک را ببینید؛ پول شما گم نمی‌شود.
shell-fault-again = دوباره امتحان کنید
shell-fault-start = صفحهٔ نخست
# $status (String) - the number of the answer in the reader's digits
shell-fault-status = خطای { $status }
shell-fault-incident = کد پیگیری مشکل:
