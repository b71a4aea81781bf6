<?php
// ruleid: rules.php.ldap-anonymous
$b = ldap_bind($conn);
// ruleid: rules.php.ldap-anonymous
ldap_bind($conn, $dn);
// ruleid: rules.php.ldap-anonymous
ldap_bind($conn, $dn, "");
// ok: rules.php.ldap-anonymous
ldap_bind($conn, $dn, $password);
// ok: rules.php.ldap-anonymous
ldap_connect($host);
