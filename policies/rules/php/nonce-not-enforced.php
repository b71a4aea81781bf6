<?php
// ruleid: rules.php.nonce-not-enforced
check_ajax_referer('a', 'nonce', false);
// ruleid: rules.php.nonce-not-enforced
check_ajax_referer( 'b', 'n', false );
// ruleid: rules.php.nonce-not-enforced
check_ajax_referer("c", "n", false);
// ok: rules.php.nonce-not-enforced
check_ajax_referer('d', 'nonce');
// ok: rules.php.nonce-not-enforced
if (!check_ajax_referer('e', 'nonce', false)) wp_die();
