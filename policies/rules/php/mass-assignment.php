<?php
// ruleid: rules.php.mass-assignment
User::create($request->all());
// ruleid: rules.php.mass-assignment
$user->update($request->all());
// ruleid: rules.php.mass-assignment
extract($_POST);
class P extends Model {
// ruleid: rules.php.mass-assignment
    protected $guarded = [];
}
// ok: rules.php.mass-assignment
User::create($request->validate(['name' => 'required']));
// ok: rules.php.mass-assignment
$user->update($request->only(['name']));
