# مدارک ساختمان

documents-title = مدارک
documents-why = اساسنامه، صورت‌جلسه، بیمه‌نامه و قراردادهای ساختمان. خودتان می‌گویید هر مدرک را چه کسانی ببینند.
documents-own-why = مدرک‌هایی که مدیر ساختمان برای شما گذاشته است.
documents-kept = مدارک ساختمان
documents-none = مدرکی نیست.
documents-removed = برداشته‌شده‌ها
documents-new = مدرک تازه
documents-name = عنوان
documents-kind = نوع
documents-kind-bylaws = اساسنامه و مقررات
documents-kind-minutes = صورت‌جلسه
documents-kind-insurance = بیمه‌نامه
documents-kind-contract = قرارداد
documents-kind-permit = پایان‌کار و مجوز
documents-kind-inspection = گواهی بازرسی
documents-kind-plan = نقشه
documents-kind-other = مدرک دیگر
documents-for-whom = چه کسانی ببینند؟
documents-for-whom-hint = کسی که نباید مدرکی را ببیند از بودنش هم باخبر نمی‌شود.
documents-for-residents = همهٔ ساکنان
documents-for-owners = فقط مالکان
documents-for-board = فقط مدیر و هیئت‌مدیره
documents-dated = تاریخ مدرک
documents-day-is-ahead = تاریخ مدرک نمی‌تواند پس از امروز باشد.
documents-file = فایل
documents-file-hint = عکس یا PDF تا ۵ مگابایت
documents-no-file = فایل مدرک را انتخاب کنید.
documents-keep = ثبت
documents-is-kept = ثبت شد.
documents-is-gone = این مدرک پیش از این برداشته شده است.
# $n (String)
documents-version = نسخهٔ { $n }
documents-versions = نسخه‌ها
documents-change = تغییر یا نسخهٔ تازه
documents-new-file = فایل تازه
documents-new-file-hint = اگر فایلی نگذارید فقط عنوان، نوع و خوانندگانش عوض می‌شود. تاریخ و توضیح زیر برای نسخهٔ تازه است؛ نسخه‌های پیشین نزد مدیر می‌ماند.
documents-note = چه چیزی تازه است؟
documents-remove = برداشتن مدرک
documents-remove-why = ساکنان دیگر آن را نمی‌بینند. خودتان می‌بینید، با دلیلش.
documents-reason = دلیل
documents-do-remove = برداشتن
documents-was-removed = مدرک برداشته شد.
# $reason (String)
documents-removed-why = این مدرک برداشته شده است: { $reason }
documents-download = دریافت
# $size (String)
documents-pdf = فایل PDF به حجم { $size } کیلوبایت
# $size (String)
documents-picture = عکس به حجم { $size } کیلوبایت
