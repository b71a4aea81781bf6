<?php
// ruleid: rules.php.request-url-fetched
echo file_get_contents($_GET['url']);
// ruleid: rules.php.request-url-fetched
$ch = curl_init($_POST["target"]);
// ruleid: rules.php.request-url-fetched
curl_setopt($ch, CURLOPT_URL, $_REQUEST['u']);
// ok: rules.php.request-url-fetched
$a = file_get_contents("https://api.example.com/x");
// ok: rules.php.request-url-fetched
$ch2 = curl_init(API_URL);
