<?php
// ruleid: rules.php.ajax-open-to-visitors
add_action('wp_ajax_nopriv_upload', 'upload');
// ruleid: rules.php.ajax-open-to-visitors
add_action("wp_ajax_save", 'save');
// ruleid: rules.php.ajax-open-to-visitors
add_action( 'wp_ajax_nopriv_x', [$this, 'x'] );
// ok: rules.php.ajax-open-to-visitors
add_action('init', 'start');
// ok: rules.php.ajax-open-to-visitors
add_filter('the_content', 'render');
