# مستأجر به‌جای مالک می‌پردازد: بدهی مالک در حساب مستأجر، و گواهی آنچه پرداخته است.

for-owner-title = بدهی مالک
# $place (String) - نام واحد
for-owner-of = بدهی مالک { $place }
for-owner-why = این بدهی از مالک این واحد است و از شما خواسته نشده. اگر بخواهید می‌توانید به‌جای او بپردازید؛ برای پرداختتان گواهی شماره‌دار صادر می‌شود.
for-owner-which = کدام‌ها را به‌جای مالک می‌پردازید؟
# $title (String)
# $amount (String) - مبلغ با واحد
for-owner-item = { $title }: { $amount }
for-owner-pay = پرداخت به‌جای مالک
for-owner-offer = پرداخت بدهی مالک واحد، با کد پیامکی
for-owner-nothing-chosen = دست‌کم یکی را انتخاب کنید.
for-owner-nothing-owed = اکنون چیزی نیست که به‌جای مالک بپردازید.
# $min (String)
# $max (String)
for-owner-outside = درگاه بانک مبلغی از { $min } تا { $max } می‌پذیرد. جور دیگری انتخاب کنید.

## گواهی

for-owner-certificate = گواهی پرداخت بدهی مالک
for-owner-certificates = پرداخت‌های مستأجر به‌جای مالک
# $number (String)
for-owner-certificate-no = گواهی پرداخت شمارهٔ { $number }
# $name (String) - پرداخت‌کننده
# $place (String) - نام واحد
for-owner-paid-by = { $name } به‌جای مالک { $place }
# $name (String) - پرداخت‌کننده
# $number (String) - شمارهٔ گواهی
for-owner-by-tenant = پرداخت مستأجر، { $name } (گواهی شمارهٔ { $number })
# $what (String)
# $day (String)
for-owner-when = { $what }، { $day }
# $payer (String)
# $place (String) - نام واحد
# $amount (String) - مبلغ با واحد
for-owner-says = گواهی می‌شود که { $payer }، مستأجر { $place }، { $amount } از بدهی مالک این واحد به ساختمان را به‌جای او پرداخته و این مبلغ به حساب همان بدهی نشسته است.
for-owner-payer = پرداخت‌کننده (مستأجر)
for-owner-owner = به‌جای (مالک)
for-owner-sum = جمع پرداخت
for-owner-tracking = کد پیگیری پرداخت
for-owner-paid-at = زمان پرداخت
for-owner-withdrawn = این صورت‌حساب بعداً پس گرفته شده و پول آن به حساب مالک مانده است.
for-owner-rent = این گواهی دربارهٔ پرداخت به ساختمان است. کم کردن این مبلغ از اجاره به قرار مستأجر و مالک است.
for-owner-check-it = اصل بودن و معتبر ماندن این گواهی را با این کد یا این شناسه ببینید:
for-owner-void = دیگر معتبر نیست
# $day (String)
for-owner-void-since = بانک این پرداخت را { $day } پس گرفت؛ این گواهی دیگر معتبر نیست.
for-owner-compare = آنچه روی برگه است باید با این‌ها یکی باشد. از نام‌ها فقط حرف نخست نشان داده می‌شود.

## مدیر

for-owner-rule = پرداخت به‌جای مالک
for-owner-rule-why = مستأجر، تا وقتی در واحد است، بدهی باز مالک همان واحد را در حساب خودش می‌بیند و می‌تواند به‌جای او بپردازد. از مالک چیز دیگری نمی‌بیند.
for-owner-rule-is-on = مستأجرها بدهی مالک واحدشان را ببینند و بتوانند بپردازند
for-owner-none = هنوز مستأجری به‌جای مالک نپرداخته است.
