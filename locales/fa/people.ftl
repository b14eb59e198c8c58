# افراد هر واحد: چه کسی از کی تا کی، چه سهمی، قبض به نام چه کسی، و مبلغ‌های ویژهٔ واحد.

people-key-person-days = نفر-روز
people-share = سهم مالکیت (درصد)
people-since = از تاریخ
people-not-a-share = سهم را به درصد یا کسر بنویسید، مانند ۵۰ یا ۱/۳؛ بیش از کل نباشد.
# $day (String)
people-too-far-ahead = این روز دورتر از { $day } است؛ جابه‌جایی را نزدیک‌تر به روزش ثبت کنید.
# $number (String)
people-table-clashes = برای واحد { $number } آمدن یا رفتنی پس از روزهای این جدول ثبت شده است. اول آن را در صفحهٔ واحد اصلاح کنید؛ هیچ ردیفی ثبت نشد.
# $name (String)
# $count (Number)
# $n (String)
people-and-others = { $name } و { $count ->
   *[other] { $n } نفر دیگر
}
people-extra-of-unit = ویژهٔ همین واحد
people-all-to-tenant = طبق تنظیم این واحد، سهم مالک هم با مستأجر است.
people-all-to-owner = طبق تنظیم این واحد، همهٔ هزینه‌های آن به نام همین مالک است.
people-part-of-owner = سهم مالک
people-part-of-occupant = سهم ساکن
# $part (String)
# $amount (String)
people-part-whole = { $part } از این هزینه { $amount } است.
# $part (String)
# $amount (String)
# $mine (String)
# $all (String)
people-part-by-days = { $part } از این هزینه { $amount } است و میان روزهای ماه تقسیم شده: { $mine } روز از { $all } روز با شماست.
# $percent (String)
people-part-by-share = از آن { $percent }، به نسبت مالکیت، با شماست.
# $day (String)
people-borne-on = سهم ساکن این هزینه برای همهٔ ماه با کسی است که روز { $day } ماه ساکن باشد.
# $place (String)
people-of = افراد { $place }
people-why = آمدن و رفتن را با روزش ثبت کنید؛ هزینهٔ ماه روزشمار میان افراد تقسیم می‌شود و روزهای خالی با مالک است.
people-history = چه کسانی، از کی تا کی
people-is-there = اکنون هست
people-has-left = رفته است
people-is-still = اکنون
people-correct = اصلاح
people-always = از پیش از ثبت
# $until (String)
people-until = از پیش از ثبت تا { $until }
# $since (String)
people-from = از { $since }
# $since (String)
# $until (String)
people-from-until = از { $since } تا { $until }
# $percent (String)
people-owner-of = مالک { $percent }
# $count (Number)
# $n (String)
people-count = { $count ->
   *[other] { $n } نفر
}
people-as-what = به چه عنوان؟
people-new-owner = خریدار
people-new-owner-hint = همهٔ مالکان پیشین می‌روند
people-how-many-come = چند نفر می‌آیند؟
people-how-many-come-hint = از همان روز در هزینه‌های نفری حساب می‌شود؛ خالی بماند: تعداد نفرات خود واحد
people-comes-on = روز آمدن
people-comes-on-hint = این روز با تازه‌وارد است.
people-before = پیش از این روز هم اینجا بوده
people-before-hint = اگر نخستین بار است که ثبتش می‌کنید، ماه را از اول به حسابش می‌گذارد.
people-tenant-leaves = مستأجر می‌رود
people-leaves-on = روز رفتن
people-leaves-on-hint = این روز دیگر با او نیست.
people-behind = پس از آن چند نفر در واحد می‌مانند؟
people-behind-hint = واحد خالی می‌شود: ۰
people-leave = ثبت رفتن
people-owners = مالکان و سهم هر یک
people-owners-why = سهم مالک از هر هزینه به همین نسبت تقسیم می‌شود.
people-shares = سهم هر مالک
# $name (String)
people-share-of = سهم { $name } (درصد)
people-share-hint = درصد یا کسر، مانند ۵۰ یا ۱/۳؛ جمعشان کل واحد است. خالی: دیگر مالک نیست
people-co-owner = شریک تازه
people-co-owner-mobile = موبایل شریک تازه
people-co-owner-email = ایمیل شریک تازه
people-co-owner-share = سهم شریک تازه (درصد)
people-own-from = از چه روزی؟
people-save-owners = ثبت سهم‌ها
people-bill-to = قبض این واحد به نام کیست؟
people-bill-to-who = چه کسی می‌پردازد؟
people-bill-to-hint = از قبض بعدی؛ قبض‌های صادرشده عوض نمی‌شوند.
people-bill-to-each = هر کس سهم خودش
people-bill-to-each-hint = هزینه‌های مالک با مالک و هزینه‌های ساکن با ساکن
people-bill-to-tenant = همه با مستأجر
people-bill-to-tenant-hint = تا وقتی مستأجری هست
# $name (String)
people-bill-to-owner = همه با { $name }
# $bill (String)
people-issued-stays = ثبت شد. «{ $bill }» پیش‌تر صادر شده است و خودبه‌خود عوض نمی‌شود؛ اگر باید با این تغییر حساب شود، آن صدور را برگردانید و دوباره صادر کنید.
# $name (String)
# $since (String)
people-clashes = برای روزهای پس از این، { $name } از { $since } ثبت شده است. اول آن را اصلاح کنید.
# $since (String)
people-before-they-came = مستأجر از { $since } اینجاست؛ پیش از آن نمی‌تواند رفته باشد.
people-nobody-rents = مستأجری در این واحد نیست.
people-more-than-whole = جمع سهم‌ها از کل واحد بیشتر است.
people-nobody-owns = دست‌کم یک مالک با سهمش بنویسید.
people-days-meet = با این روزها دو نفر که نمی‌توانند با هم باشند هم‌زمان می‌شوند، یا جمع سهم مالکان از کل بیشتر می‌شود.
people-ends-before-it-begins = پایان باید پس از آغاز باشد.
people-no-owner = مالکی برای این واحد ثبت نشده است.
people-change = آمدن، رفتن، سهم‌ها
people-correct-title = اصلاح آنچه اشتباه ثبت شده
people-correct-why = برای رفتن یا فروش، صفحهٔ افراد واحد را به کار ببرید؛ اینجا فقط اشتباه ثبت درست می‌شود.
people-remove = اصلاً اینجا نبوده است
people-remove-why = فقط از فهرست افراد واحد برداشته می‌شود؛ قبض‌ها و پرداخت‌هایش می‌ماند.
people-remove-do = برداشتن از فهرست
people-extras = مبلغ‌های ویژهٔ واحد
# $place (String)
people-extras-of = مبلغ‌های ویژهٔ { $place }
people-extras-why = آنچه فقط این واحد هر ماه می‌پردازد؛ در قبضش ردیف جدا دارد و به صندوق جاری می‌رود.
people-extra-new = مبلغ تازه
people-extra-title = عنوان
people-extra-title-hint = مانند پارکینگ دوم یا انباری
people-extra-amount = مبلغ هر ماه
people-extra-bears = با کیست؟
people-extra-since = از ماه
people-extra-until = تا ماه
people-extra-no-end = بدون پایان
people-extra-last-this = این ماه آخرین است
people-extra-last-before = ماه پیش آخرین بود
people-occupant = ساکن
people-no-such-month = چنین ماهی در این فهرست نیست.
# $month (String)
# $year (String)
people-month = { $month } { $year }
# $since (String)
# $last (String)
people-months = از { $since } تا پایان { $last }
# $name (String)
# $homes (String)
people-mobile-is-known = این موبایل از { $name } است ({ $homes }). آیا همان شخص است؟
# $name (String)
# $homes (String)
people-mobile-is-taken = این موبایل از { $name } است ({ $homes })؛ هر موبایل در ساختمان از یک شخص است.
people-same-ask = آیا همان شخص است؟
people-same-hint = اگر نه، موبایل را عوض کنید: هر موبایل در ساختمان از یک شخص است.
# $name (String)
people-same-keeps = بله، نامش همان «{ $name }» بماند
# $name (String)
people-same-renames = بله، نامش «{ $name }» است؛ همه‌جا اصلاح شود
# $place (String)
people-owner-in = مالک { $place }
# $place (String)
people-tenant-in = مستأجر { $place }
people-in-no-unit = اکنون در هیچ واحدی نیست
# $name (String)
people-owns-already = { $name } مالک همین واحد است؛ سهمش را در فهرست بالا بنویسید.
# $percent (String)
people-less-than-whole = جمع سهم‌ها { $percent } است و به کل واحد نمی‌رسد. سهم همهٔ مالکان را بنویسید، یا سهم یکی را خالی بگذارید تا بقیه از او باشد.
people-nothing-left = برای مالکی که سهمش خالی است چیزی نمی‌ماند.
people-co-owner-share-hint = خالی: آنچه از دیگران می‌ماند
people-name-hint = نام، موبایل و ایمیل در همهٔ واحدهای این شخص اصلاح می‌شود.
# $row (String)
# $name (String)
people-row-mobile-twice = این موبایل در ردیف { $row } به نام { $name } آمده است؛ هر موبایل از یک شخص است.
# $name (String)
# $homes (String)
# $typed (String)
people-row-mobile-is-known = این موبایل در ساختمان از { $name } است ({ $homes })، نه { $typed }. اگر همان شخص است نامش را همان‌طور بنویسید یا در صفحهٔ واحدش اصلاح کنید؛ اگر نه، موبایل دیگری بنویسید.
# $row (String)
people-row-owner-twice = همین شخص در ردیف { $row } هم مالک این واحد است. هر مالک یک ردیف با همهٔ سهمش دارد؛ برای دو هم‌نام موبایل بنویسید.
people-row-comes = تازه
people-row-returns = شناخته‌شده
people-row-changes = تغییر می‌کند
people-row-stays = بی‌تغییر
people-row-leaves = می‌رود
# $word (String)
# $count (String)
people-row-count = { $word }: { $count }
people-words-owner = مالک، صاحب‌خانه، صاحبخانه، صاحب
people-words-tenant = مستأجر، مستاجر، اجاره‌نشین
people-columns-block = بلاک، برج
people-columns-number = واحد، شماره، پلاک، واحد شماره
people-columns-role = سمت، مالک یا مستأجر، نوع ساکن
people-columns-name = نام و نام خانوادگی، نام ساکن، نام شخص
people-columns-mobile = موبایل، همراه، تلفن همراه، شماره همراه، تلفن، شماره تماس
people-columns-email = پست الکترونیک، رایانامه
people-columns-area = مساحت، متراژ واحد
people-columns-persons = تعداد نفرات، نفر، تعداد ساکنان
people-columns-share = سهم، درصد مالکیت، سهم مالک
people-columns-since = تاریخ، تاریخ ورود، از، تاریخ آمدن
