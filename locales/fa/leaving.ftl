# رفتن از واحد: آنچه مانده، برآورد روزهای بدون صورت‌حساب، و گواهی تسویه‌حساب.

leaving-title = تسویهٔ رفتن
# $name (String)
leaving-of = تسویهٔ رفتن { $name }
leaving-settle = تسویه
leaving-which-day = چه روزی می‌رود؟
leaving-why = با ثبت روز رفتن، ماه روزشمار حساب می‌شود و هرچه تا آن روز با اوست همین‌جا می‌آید.
leaving-begin = شروع تسویه
leaving-begin-why = با شروع تسویه، صفحهٔ بدهی او مبلغ روزهای بدون صورت‌حساب را هم می‌گیرد.
# $name (String)
leaving-begun = تسویهٔ { $name } شروع شد. لینک پرداخت او را بفرستید.
leaving-owner-stays = برای مالکی که فروخته، اول خریدار و روز خرید را در صفحهٔ افراد واحد ثبت کنید.
# $name (String)
leaving-not-gone = { $name } به عنوان دیگری هنوز در این واحد است؛ تسویهٔ رفتن برای کسی است که دیگر در واحد نیست.
leaving-open = مانده در این واحد
leaving-open-none = چیزی نمانده است.
leaving-promised = قول پرداخت دارد؛ تا همهٔ آن پرداخت نشود، گواهی صادر نمی‌شود.
leaving-ahead = برآورد روزهای بدون صورت‌حساب
leaving-ahead-why = این مبلغ برآورد است و جایی ثبت نمی‌شود. اگر پیشاپیش پرداخت شود، به حساب او می‌ماند و از صورت‌حساب همان ماه کم می‌شود.
# $days (String)
# $of (String)
leaving-by-draft = { $days } روز از { $of } روز؛ از روی هزینه‌هایی که تا این لحظه برای این ماه ثبت شده
# $days (String)
# $of (String)
# $month (String)
# $bill_days (String)
# $amount (String)
leaving-by-last-bill = { $days } روز از { $of } روز؛ از روی صورت‌حساب { $month } که برای { $bill_days } روز { $amount } بود. هزینه‌هایی که تا این لحظه برای این ماه ثبت شده، کمتر از این می‌شود.
# $days (String)
# $of (String)
leaving-by-nothing = { $days } روز از { $of } روز؛ نه هزینه‌ای برای این ماه ثبت شده و نه صورت‌حساب پیشینی هست که از روی آن برآورد شود
leaving-sum = جمع تسویه
leaving-credit = پیش‌پرداخت او در این واحد
leaving-to-pay = برای تسویه باید بپردازد
# $amount (String)
leaving-left-over = { $amount } از پیش‌پرداخت او بیش از بدهی و برآورد است. تا پسش ندهید به حساب او در این واحد می‌ماند و فقط از صورت‌حساب‌های خودش کم می‌شود؛ به مالک یا مستأجر بعدی نمی‌رسد.
leaving-link = لینک پرداخت او
leaving-link-why = این صفحه همیشه مبلغ همان لحظه را می‌گیرد: هرچه مانده، به‌اضافهٔ روزهای بدون صورت‌حساب.
leaving-by-hand = نقد یا کارت‌به‌کارت گرفتم
# $open (String)
# $ahead (String)
leaving-missing-both = گواهی صادر نمی‌شود: { $open } بدهی باز است و { $ahead } از برآورد روزهای بدون صورت‌حساب پرداخت نشده است.
# $open (String)
leaving-missing-open = گواهی صادر نمی‌شود: { $open } بدهی باز است.
# $ahead (String)
leaving-missing-ahead = گواهی صادر نمی‌شود: { $ahead } از برآورد روزهای بدون صورت‌حساب پرداخت نشده است.
leaving-nothing-missing = چیزی از او نمانده است.
leaving-clear = صدور گواهی تسویه‌حساب
# $name (String)
leaving-cleared = گواهی تسویه‌حساب { $name } صادر شد.
leaving-clearance = گواهی تسویه‌حساب
leaving-clearances = گواهی‌های تسویه‌حساب
# $number (String)
leaving-clearance-no = گواهی تسویه‌حساب شمارهٔ { $number }
leaving-number = شمارهٔ گواهی
leaving-building = ساختمان
leaving-time = مدت
leaving-billed-through = آخرین ماهی که صورت‌حسابش صادر شده
leaving-none-billed = هنوز صورت‌حسابی صادر نشده
leaving-days-after = روزهای پس از آن
leaving-paid-ahead = به اندازهٔ برآورد، پیشاپیش پرداخت شده
leaving-not-billed = صورت‌حسابی صادر نشده و چیزی برای آن گرفته نشده
leaving-issued-at = زمان صدور
leaving-issued-by = صادرکننده
# $name (String)
# $place (String)
leaving-says = گواهی می‌شود که هنگام صدور این برگه، از { $name } بابت { $place } هیچ بدهی پرداخت‌نشده‌ای نبود.
leaving-sign = مهر و امضای مدیر ساختمان
leaving-qr = کد راستی‌آزمایی گواهی
leaving-check-it = اصل بودن و باطل نشدن این گواهی را با این کد یا این شناسه ببینید:
leaving-address = نشانی راستی‌آزمایی
leaving-revoke = باطل کردن گواهی
leaving-revoke-why = گواهی پاک نمی‌شود؛ هرکس آن را راستی‌آزمایی کند، باطل شدن و دلیلش را می‌بیند.
leaving-revocation-reason = دلیل
leaving-revoke-do = باطل کن
leaving-is-revoked = گواهی باطل شد.
leaving-revoked = باطل‌شده
# $day (String)
leaving-revoked-on = این گواهی { $day } باطل شده است:
# $amount (String)
leaving-open-since = پس از صدور این گواهی { $amount } به نام او در این واحد باز شده است؛ مثلاً پرداختی برگشته. اگر گواهی دیگر درست نیست، باطلش کنید.
leaving-verify = راستی‌آزمایی گواهی
leaving-genuine = اصل است
leaving-compare = آنچه روی برگه است باید با این‌ها یکی باشد.
leaving-not-ours = چنین گواهی‌ای صادر نشده است.
leaving-not-ours-why = نشانی را کامل باز کنید؛ اگر باز هم همین بود، برگه اصل نیست.
leaving-other = راستی‌آزمایی برگهٔ دیگر
# $ahead (String)
# $all (String)
leaving-pay-ahead = برای رفتن از واحد، روزهایی که هنوز صورت‌حسابشان صادر نشده { $ahead } برآورد شده است. با پرداخت { $all } تسویه می‌شوید؛ اگر صورت‌حساب کمتر شد، بقیه به حساب شما می‌ماند.
leaving-amount = مبلغ پرداخت
leaving-amount-hint = هرچه از بدهی بیشتر باشد، پیش‌پرداخت روزهای بدون صورت‌حساب است.
# $ahead (String)
leaving-ahead-waits = برای رفتن از واحد، روزهایی که هنوز صورت‌حسابشان صادر نشده { $ahead } برآورد شده است.
leaving-pay-here = پرداخت و تسویه
