# کنتورها و قرائت آن‌ها.

meters-title = کنتورها
meters-why = کنتور هر واحد را معرفی و هر ماه قرائتش کنید تا هزینه‌ها به اندازهٔ مصرف تقسیم شود.
meters-in-use = کنتورهای ساختمان
meters-none = هنوز کنتوری معرفی نشده است.
meters-new = کنتور تازه
meters-add = افزودن کنتور
meters-kind = کنتور چیست؟
meters-water = آب
meters-gas = گاز
meters-electricity = برق
meters-heat = گرمایش
meters-other = مصرف دیگر
meters-place = برای کجا؟
meters-place-hint = کنتور اصلی همهٔ مصرف ساختمان را نشان می‌دهد؛ آنچه از کنتور هیچ واحدی نگذشته با مبنای دوم دسته تقسیم می‌شود.
meters-place-each = هر واحدی که ندارد
meters-place-main = کنتور اصلی ساختمان
meters-place-common = فقط مشاعات
meters-measure = یکای اندازه‌گیری
meters-measure-hint = خالی بماند: آب و گاز متر مکعب، برق و گرمایش کیلووات‌ساعت
meters-cubic-metre = متر مکعب
meters-kilowatt-hour = کیلووات‌ساعت
meters-serial = شمارهٔ سریال
meters-digits = چند رقم نشان می‌دهد؟
meters-digits-hint = بدون رقم‌های اعشار؛ بیشتر کنتورها ۵ رقم دارند.
# $count (Number)
# $n (String)
meters-came = { $count ->
    [0] همهٔ واحدها این کنتور را داشتند؛ کنتوری افزوده نشد.
   *[other] { $n } کنتور افزوده شد.
}
# $kind (String)
meters-main-stands = ساختمان کنتور اصلی { $kind } دارد.
# $kind (String)
# $measure (String)
meters-counts-in = کنتورهای { $kind } این ساختمان به { $measure } خوانده می‌شوند؛ همه باید یک یکا داشته باشند.
# $kind (String)
# $place (String)
meters-of-unit = کنتور { $kind }، { $place }
# $kind (String)
meters-of-main = کنتور اصلی { $kind }
# $kind (String)
meters-of-common = کنتور { $kind } مشاعات
# $figure (String)
# $day (String)
meters-last-read = آخرین قرائت: { $figure }، { $day }
meters-never-read = هنوز قرائت نشده است
meters-read-all = قرائت همهٔ کنتورها
meters-read-all-why = رقم هر کنتور را بنویسید و خانهٔ کنتوری را که ندیده‌اید خالی بگذارید. تا همه درست نباشد چیزی ثبت نمی‌شود و نوشته‌هایتان می‌ماند.
meters-keep-readings = ثبت قرائت‌ها
# $count (Number)
# $n (String)
meters-readings-came = { $count ->
    [0] این قرائت‌ها پیش‌تر ثبت شده بود.
   *[other] { $n } قرائت ثبت شد.
}
meters-nothing-typed = رقم دست‌کم یک کنتور را بنویسید.
# $count (Number)
# $n (String)
meters-wrong = { $count ->
   *[other] { $n } قرائت هنوز درست نیست
}
meters-new-reading = قرائت تازه
meters-keep-reading = ثبت قرائت
meters-read-one = قرائت ثبت شد.
meters-reading = قرائت
meters-readings = قرائت‌ها
meters-no-readings = هنوز قرائتی ثبت نشده است. اولین قرائت مبداء است و مصرف از قرائت دوم حساب می‌شود.
meters-first-reading = مبداء
meters-figure = رقم کنتور
# $measure (String)
meters-figure-hint = به { $measure }، بدون رقم‌های اعشار
# $max (String)
meters-not-a-figure = رقم کنتور را بدون اعشار بنویسید؛ حداکثر { $max } رقم.
meters-read-on = تاریخ قرائت
meters-photo = عکس صفحهٔ کنتور
meters-photo-hint = JPEG، PNG یا PDF تا ۵ مگابایت
meters-has-photo = عکس دارد
meters-see-photo = دیدن عکس کنتور
meters-happened = کنتور صفر یا عوض شده است؟
meters-what-happened = چه شده است؟
meters-went-on = هیچ؛ کنتور کار خودش را کرده است
meters-mistyped = رقم را اشتباه نوشته بودم و درستش کردم
meters-went-round = کنتور به آخر رسیده و از صفر شروع کرده است
meters-replaced = کنتور عوض شده است
meters-old-last = آخرین رقم کنتور قدیمی
meters-new-first = اولین رقم کنتور تازه
# $last (String)
# $first (String)
meters-was-replaced = کنتور عوض شد: قدیمی تا { $last }، تازه از { $first }
# $before (String)
meters-lower = از قرائت پیشین ({ $before }) کمتر است. اگر رقم درست است بگویید کنتور از صفر شروع کرده یا عوض شده است.
# $before (String)
meters-not-round = از قرائت پیشین ({ $before }) کمتر نیست، پس کنتور از صفر شروع نکرده است.
meters-backwards = رقم‌های کنتور قدیمی یا تازه رو به عقب می‌رود. آخرین رقم قدیمی از قرائت پیشین و رقم امروز از اولین رقم کنتور تازه کمتر نیست.
# $after (String)
meters-higher = از قرائت بعدی ({ $after }) بیشتر است.
# $digits (String)
meters-too-long = این کنتور { $digits } رقم بیشتر نشان نمی‌دهد.
# $day (String)
meters-not-after = روزی پس از { $day } را انتخاب کنید؛ کنتور در آن روز قرائت شده است.
# $day (String)
meters-not-before = روزی پیش از { $day } را انتخاب کنید؛ کنتور در آن روز قرائت شده است.
# $figure (String)
meters-stands = برای این روز { $figure } ثبت شده است. اگر اشتباه است، همان قرائت را اصلاح کنید.
meters-correct = اصلاح قرائت
meters-delete-reading = حذف قرائت
meters-delete-why = این قرائت دیگر حساب نمی‌شود. در تاریخچه می‌ماند که چه کسی آن را حذف کرده است.
meters-delete-do = بله، حذفش کن
meters-reading-deleted = قرائت حذف شد.
meters-next-follows = قرائت بعدی بدون این یکی با قرائت پیشین جور در نمی‌آید؛ اول آن را اصلاح کنید.
meters-is-divided = این قرائت عوض نمی‌شود، چون شارژی با آن یا با قرائت بعدی‌اش تقسیم شده است.
meters-divided-do = اگر اشتباه است، اول شارژ آن ماه را برگردانید، بعد قرائت را درست و شارژ را دوباره صادر کنید.
# $what (String)
meters-was-deleted = قرائت { $what } حذف شد
# $figure (String)
# $day (String)
meters-figure-on = { $figure } در { $day }
# $what (String)
# $happened (String)
meters-and-happened = { $what } ({ $happened })
# $count (String)
# $measure (String)
meters-amount = { $count } { $measure }
meters-about = مشخصات کنتور
meters-remove = کنار گذاشتن کنتور
meters-remove-why = این کنتور دیگر قرائت نمی‌شود؛ قرائت‌هایش و صورت‌حساب‌های پیشین می‌ماند.
meters-remove-do = کنارش بگذار
meters-removed = کنتور کنار گذاشته شد.
meters-is-removed = این کنتور کنار گذاشته شده است و دیگر قرائت نمی‌شود.
meters-key = مصرف (کنتور)
meters-which = کدام کنتور؟
meters-which-hint = وقتی مبنای تقسیم مصرف است. اگر ساختمان کنتور اصلی هم داشته باشد، مصرفی که از کنتور واحدها نگذشته با مبنای دوم تقسیم می‌شود.
meters-which-none = هیچ‌کدام
meters-which-missing = برای تقسیم بر مبنای مصرف بگویید کدام کنتور.
# $title (String)
# $units (String)
meters-unread = «{ $title }»: برای این ماه از این واحدها مصرفی خوانده نشده است و سهمی نمی‌برند: { $units }
# $title (String)
# $units (String)
meters-without = «{ $title }»: این واحدها کنتور ندارند و سهمی نمی‌برند: { $units }
# $title (String)
meters-main-unread = «{ $title }»: کنتور اصلی این ماه قرائت نشده است؛ همهٔ هزینه بین کنتور واحدها تقسیم می‌شود.
# $units (String)
# $more (String)
meters-and-more = { $units } و { $more } واحد دیگر
# $from (String)
# $to (String)
# $amount (String)
# $measure (String)
meters-consumed = کنتور شما از { $from } تا { $to }: مصرف { $amount } { $measure }
meters-nothing-read = برای این ماه از کنتور شما مصرفی خوانده نشده بود.
# $amount (String)
# $measure (String)
# $rest (String)
meters-main-said = کنتور اصلی ساختمان: { $amount } { $measure }؛ { $rest } از آن از کنتور هیچ واحدی نگذشته و با مبنای دوم تقسیم شده است.
meters-table = ورود کنتور و قرائت از جدول
meters-table-why = هر ردیف یک قرائت است؛ کنتوری که هنوز نیست ساخته می‌شود. اول نشان می‌دهیم چه می‌شود و تا تأیید نکنید چیزی ثبت نمی‌شود.
# $meters (String)
# $readings (String)
meters-table-came = { $meters } کنتور تازه و { $readings } قرائت ثبت شد.
meters-column-kind = کنتور
meters-column-number-hint = خالی بماند یعنی کنتور اصلی ساختمان
meters-column-main = اصلی
meters-column-happened = چه شده؟
meters-column-happened-hint = خالی بماند، یا بنویسید: دور زد، عوض شد
meters-column-round = دور زد
meters-column-replaced = عوض شد
# $kinds (String)
meters-kind-wrong = کنتور یکی از این‌هاست: { $kinds }
meters-measure-missing = یکای اندازه‌گیری را بنویسید؛ حداکثر ۲۰ نویسه.
meters-which-of-several = این واحد چند کنتور از این نوع دارد؛ شمارهٔ سریال را بنویسید.
# $serial (String)
meters-other-serial = این واحد کنتوری با شمارهٔ { $serial } ندارد. اگر کنتور عوض شده یا کنتور دومی است، در صفحهٔ کنتورها ثبتش کنید.
