<?php
// ruleid: rules.php.csrf-off
$resolver->setDefaults(['csrf_protection' => false]);
// ruleid: rules.php.csrf-off
Route::post('/x', 'C@x')->withoutMiddleware(VerifyCsrfToken::class);
// ruleid: rules.php.csrf-off
$this->enableCsrfValidation = false;
// ok: rules.php.csrf-off
$resolver->setDefaults(['csrf_protection' => true]);
// ok: rules.php.csrf-off
Route::post('/x', 'C@x')->middleware('auth');
