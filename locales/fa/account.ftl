# حساب ساکن: همهٔ بدهی‌ها و پرداخت‌های یک نفر، در همهٔ ساختمان‌ها.

account-title = حساب من
account-bills = صورت‌حساب‌ها
account-statement = گردش حساب
account-building = صندوق
account-work = کسب‌وکار من
# $name (String)
account-hello = سلام، { $name }
# میان نام دو واحد
account-and = {"، "}
account-empty = واحدی به نام شما نیست
# $mobile (String)
account-empty-why = مدیر هیچ ساختمانی شمارهٔ { $mobile } را برای ساکن ننوشته است. اگر در ساختمانی هستید، از مدیر بخواهید همین شماره را بنویسد.
account-open-shop = کسب‌وکار خودتان را باز کنید
account-total = همهٔ بدهی شما
account-total-why = در همهٔ ساختمان‌ها
account-owed = بدهی شما
# $amount (String) - مبلغ با واحد
account-pay = پرداخت { $amount }
# $min (String)
# $max (String)
account-outside = درگاه بانک مبلغی از { $min } تا { $max } می‌پذیرد. بخشی از بدهی را بپردازید.
account-pay-part = پرداخت بخشی از بدهی
account-whole-statement = گردش کامل
account-receipt = رسید پرداخت
account-no-payments = هنوز پرداختی نکرده‌اید.
account-print = چاپ

# در صفحهٔ خانهٔ کسب‌وکار
account-from-home = ساختمان شما: بدهی‌ها و پرداخت‌های خودتان
# در صفحهٔ نشانی محرمانه
account-offer = حساب شما: همهٔ واحدها و پرداخت‌ها، با کد پیامکی

## گردش حساب

account-statement-title = گردش حساب من
account-months = ماه‌ها
account-from = از ماه
account-to = تا ماه
account-show = نمایش
account-months-reversed = ماه آغاز پس از ماه پایان است؛ جای آن‌ها را عوض کنید.
# $from (String) - ماه و سال
# $to (String) - ماه و سال
account-range = از { $from } تا { $to }
account-opening = مانده از پیش
account-opening-is = در آغاز این ماه‌ها
account-charged = بدهکار شدید
account-charged-is = شارژها و برگشت‌ها
account-paid = بستانکار شدید
account-paid-is = پرداخت‌ها و اصلاح‌ها
account-closing = ماندهٔ پایان
account-is-settled = تسویه است
account-is-owed = بدهی شما
account-is-ahead = از پیش پرداخته‌اید
account-movements = گردش
account-nothing-moved = در این ماه‌ها گردشی نیست.
account-movement = شرح
account-time = تاریخ
# $unit (String) - تومان یا ریال
account-debit = بدهکار ({ $unit })
# $unit (String)
account-credit = بستانکار ({ $unit })
# $unit (String)
account-balance = مانده ({ $unit })
# $title (String) - نام صورت‌حساب
account-reversed = برگشت { $title }
account-payment = پرداخت
account-payment-taken-back = بازپس‌گیری پرداخت
account-by-hand = پرداخت نقدی یا کارت‌به‌کارت
account-by-hand-void = ابطال رسید مدیر
account-waiver-void = لغو بخشودگی
account-correction = اصلاح حساب
# $code (String)
account-tracking = کد پیگیری { $code }
