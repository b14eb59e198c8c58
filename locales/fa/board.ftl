# تابلوی ساختمان: اطلاعیه‌های مدیر برای مالکان و مستأجران

board-tab = اطلاعیه‌ها
board-title = اطلاعیه‌ها
# $building (String)
board-of = اطلاعیه‌های { $building }
board-why = هر چه اینجا بنویسید در حساب ساکنان دیده می‌شود. می‌توانید خبرش را پیامک هم بکنید.
board-new = اطلاعیهٔ تازه
board-heading = عنوان
board-words = متن
board-audience = برای چه کسانی؟
board-to-everybody = همه
board-to-owners = مالکان
board-to-tenants = مستأجران
board-pin = بالای صفحه بماند، حتی برای کسی که آن را خوانده است
board-ends = تا روز معینی دیده شود
board-last-day = آخرین روز
board-last-day-hint = اگر گزینهٔ بالا را نزنید، تا وقتی آن را برندارید دیده می‌شود.
board-day-has-passed = این روز گذشته است.
board-by-message = خبرش پیامک هم بشود
board-by-message-hint = پیش از فرستادن، شمار پیامک‌ها و هزینه‌اش را می‌بینید.
board-not-plain = در عنوانی که پیامک می‌شود نشانی اینترنتی و شمارهٔ تلفن ننویسید؛ جایش در متن است.
board-publish = انتشار
board-plan = این پیامک می‌رود
# $people (Number)
# $shown (String) - شمار نفرها
# $parts (String) - شمار پیامک‌ها روی هم
# $cost (String)
board-cost = { $people ->
   *[other] برای { $shown } نفر، روی هم { $parts } پیامک، با هزینهٔ حدود { $cost }.
}
# $count (Number)
# $n (String)
board-letters = { $count ->
   *[other] برای { $n } نفر ایمیل می‌رود.
}
# $count (Number)
# $n (String)
board-unwilling = { $count ->
   *[other] { $n } نفر گفته‌اند پیامک نمی‌خواهند؛ اطلاعیه را فقط در حسابشان می‌بینند.
}
# $count (Number)
# $n (String)
board-nobody = { $count ->
   *[other] از { $n } نفر نه شماره‌ای نوشته شده و نه ایمیلی.
}
board-publish-and-send = انتشار و فرستادن
board-published = اطلاعیه منتشر شد.
board-sent = اطلاعیه منتشر شد. پیامک‌ها میان ساعت ۹ تا ۲۱ می‌روند.
board-pinned = مهم
board-is-over = برداشته شده
# $published (String) - روز و ساعت
# $day (String)
board-when-until = { $published }، تا { $day }
# $count (Number)
# $n (String)
board-reads = { $count ->
   *[other] { $n } نفر خوانده‌اند
}
# $count (Number)
# $n (String)
board-told = { $count ->
   *[other] به { $n } نفر خبر داده شد
}
board-end = برداشتن اطلاعیه
board-edit = ویرایش اطلاعیه
board-edit-why = ساکنان می‌بینند که متن عوض شده است و دوباره باید آن را بخوانند. متن پیشین نگه داشته می‌شود. پیامک دوباره‌ای نمی‌رود.
board-do-edit = ثبت متن تازه
# $when (String) - روز و ساعت
board-edited = ویرایش‌شده در { $when }
board-is-edited = متن تازه ثبت شد.
board-has-changed = این اطلاعیه در این میان عوض یا برداشته شده است. آنچه اکنون هست این است.
board-before = متن‌های پیشین
board-never-edited = متن این اطلاعیه تا کنون عوض نشده است.
board-ended = اطلاعیه برداشته شد.
board-nothing = اطلاعیه‌ای نیست.
board-read = خواندم
board-was-read = خوانده‌اید.
