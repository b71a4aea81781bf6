<?php
// ruleid: rules.php.ldap-injection
$r = ldap_search($c, $base, "(uid=$user)");
// ruleid: rules.php.ldap-injection
ldap_list($c, $base, "(cn=" . $_GET['cn'] . ")");
// ruleid: rules.php.ldap-injection
ldap_read($c, $dn, "(&(uid=" . $u . ")(active=1))");
// ok: rules.php.ldap-injection
ldap_search($c, $base, "(uid=" . ldap_escape($user, "", LDAP_ESCAPE_FILTER) . ")");
// ok: rules.php.ldap-injection
ldap_search($c, $base, "(objectClass=*)");
