"""Weaknesses: the name of each CWE that a rule speaks of, and its category in OWASP's Top 10:2021.

A weakness that the Top 10 doesn't list is placed by its kin: the nearest one above it in the CWE tree that is listed. Memory defects of C,
races and denials of service have no kin there, and no category is said of them.
Source: the CWE list 4.x (names, some without the words in brackets); https://owasp.org/Top10/, "List of Mapped CWEs" of each category.
Rules for this file: two tables and their look-ups. Counterparts: rulebook.py, cli/rule.py, cli/rule_pages.py, cli/sarif.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

# The CWEs that a category lists; behind the bar those whose nearest kin in the CWE tree is listed there.
_OWASP: Final = {
    "A01:2021 Broken Access Control": "22 23 35 59 200 201 219 264 275 276 284 285 352 359 377 402 425 441 497 538 540 548 552 566 601 639 651 668 706 732 862 863 913 922 1275"
    " | 214 379 530 749 921 926 1327",
    "A02:2021 Cryptographic Failures": "261 296 310 319 321 322 323 324 325 326 327 328 329 330 331 335 336 337 338 340 347 523 720 757 759 760 780 818 916"
    " | 320 1204",
    "A03:2021 Injection": "20 74 75 77 78 79 80 83 87 88 89 90 91 93 94 95 96 97 98 99 100 113 116 138 184 470 471 564 610 643 644 652 917"
    " | 114 134 155 943 1336",
    "A04:2021 Insecure Design": "73 183 209 213 235 256 257 266 269 280 311 312 313 316 419 430 434 444 451 472 501 522 525 539 579 598 602 642 646 650 653 656 657 799 807 840 841 927 1021 1173"
    " | 250 271 272 273 1007 1022",
    "A05:2021 Security Misconfiguration": "2 11 13 15 16 260 315 520 526 537 541 547 611 614 756 776 942 1004 1032 1174"
    " | 215 489 605 693 1188",
    "A06:2021 Vulnerable and Outdated Components": "937 1035 1104 | 477 1357 1395",
    "A07:2021 Identification and Authentication Failures": "255 259 287 288 290 294 295 297 300 302 304 306 307 346 384 521 613 620 640 798 940 1216"
    " | 258 293 308 1391 1392",
    "A08:2021 Software and Data Integrity Failures": "345 353 426 494 502 565 784 829 830 915"
    " | 348 354 427 428 506 912 1321",
    "A09:2021 Security Logging and Monitoring Failures": "117 223 532 778",
    "A10:2021 Server-Side Request Forgery (SSRF)": "918",
}  # fmt: skip
_BY_CWE: Final = MappingProxyType(
    {f"CWE-{number}": name for name, numbers in _OWASP.items() for number in numbers.split() if number != "|"}
)
_NAMES: Final = """
14 Compiler Removal of Code to Clear Buffers
15 External Control of System or Configuration Setting
16 Configuration
20 Improper Input Validation
22 Path Traversal
23 Relative Path Traversal
73 External Control of File Name or Path
74 Injection
77 Command Injection
78 OS Command Injection
79 Cross-site Scripting
80 Improper Neutralization of Script-Related HTML Tags in a Web Page
88 Argument Injection
89 SQL Injection
90 LDAP Injection
93 CRLF Injection
94 Code Injection
95 Eval Injection
98 PHP Remote File Inclusion
113 HTTP Request/Response Splitting
114 Process Control
116 Improper Encoding or Escaping of Output
117 Improper Output Neutralization for Logs
118 Incorrect Access of Indexable Resource
119 Improper Restriction of Operations within the Bounds of a Memory Buffer
120 Classic Buffer Overflow
125 Out-of-bounds Read
126 Buffer Over-read
129 Improper Validation of Array Index
131 Incorrect Calculation of Buffer Size
134 Use of Externally-Controlled Format String
155 Improper Neutralization of Wildcards or Matching Symbols
170 Improper Null Termination
183 Permissive List of Allowed Inputs
190 Integer Overflow or Wraparound
193 Off-by-one Error
197 Numeric Truncation Error
200 Exposure of Sensitive Information to an Unauthorized Actor
208 Observable Timing Discrepancy
209 Generation of Error Message Containing Sensitive Information
214 Invocation of Process Using Visible Sensitive Information
215 Insertion of Sensitive Information Into Debugging Code
223 Omission of Security-relevant Information
226 Sensitive Information in Resource Not Removed Before Reuse
242 Use of Inherently Dangerous Function
243 Creation of chroot Jail Without Changing Working Directory
248 Uncaught Exception
250 Execution with Unnecessary Privileges
252 Unchecked Return Value
256 Plaintext Storage of a Password
257 Storing Passwords in a Recoverable Format
258 Empty Password in Configuration File
259 Use of Hard-coded Password
264 Permissions, Privileges, and Access Controls
269 Improper Privilege Management
271 Privilege Dropping / Lowering Errors
272 Least Privilege Violation
273 Improper Check for Dropped Privileges
276 Incorrect Default Permissions
283 Unverified Ownership
284 Improper Access Control
285 Improper Authorization
287 Improper Authentication
290 Authentication Bypass by Spoofing
293 Using Referer Field for Authentication
295 Improper Certificate Validation
297 Improper Validation of Certificate with Host Mismatch
306 Missing Authentication for Critical Function
308 Use of Single-factor Authentication
311 Missing Encryption of Sensitive Data
312 Cleartext Storage of Sensitive Information
319 Cleartext Transmission of Sensitive Information
320 Key Management Errors
321 Use of Hard-coded Cryptographic Key
322 Key Exchange without Entity Authentication
323 Reusing a Nonce, Key Pair in Encryption
326 Inadequate Encryption Strength
327 Use of a Broken or Risky Cryptographic Algorithm
328 Use of Weak Hash
329 Generation of Predictable IV with CBC Mode
330 Use of Insufficiently Random Values
331 Insufficient Entropy
334 Small Space of Random Values
335 Incorrect Usage of Seeds in Pseudo-Random Number Generator
337 Predictable Seed in Pseudo-Random Number Generator
338 Use of Cryptographically Weak Pseudo-Random Number Generator
345 Insufficient Verification of Data Authenticity
346 Origin Validation Error
347 Improper Verification of Cryptographic Signature
348 Use of Less Trusted Source
352 Cross-Site Request Forgery
354 Improper Validation of Integrity Check Value
353 Missing Support for Integrity Check
362 Race Condition
366 Race Condition within a Thread
367 Time-of-check Time-of-use Race Condition
377 Insecure Temporary File
379 Creation of Temporary File in Directory with Insecure Permissions
384 Session Fixation
390 Detection of Error Condition Without Action
396 Declaration of Catch for Generic Exception
400 Uncontrolled Resource Consumption
401 Missing Release of Memory after Effective Lifetime
406 Insufficient Control of Network Message Volume
414 Missing Lock Check
415 Double Free
416 Use After Free
426 Untrusted Search Path
427 Uncontrolled Search Path Element
428 Unquoted Search Path or Element
434 Unrestricted Upload of File with Dangerous Type
454 External Initialization of Trusted Variables or Data Stores
457 Use of Uninitialized Variable
459 Incomplete Cleanup
462 Duplicate Key in Associative List
467 Use of sizeof() on a Pointer Type
470 Use of Externally-Controlled Input to Select Classes or Code
476 NULL Pointer Dereference
477 Use of Obsolete Function
488 Exposure of Data Element to Wrong Session
489 Active Debug Code
494 Download of Code Without Integrity Check
497 Exposure of Sensitive System Information to an Unauthorized Control Sphere
501 Trust Boundary Violation
502 Deserialization of Untrusted Data
506 Embedded Malicious Code
521 Weak Password Requirements
522 Insufficiently Protected Credentials
530 Exposure of Backup File to an Unauthorized Control Sphere
532 Insertion of Sensitive Information into Log File
538 Insertion of Sensitive Information into Externally-Accessible File or Directory
539 Use of Persistent Cookies Containing Sensitive Information
548 Exposure of Information Through Directory Listing
562 Return of Stack Variable Address
567 Unsynchronized Access to Shared Data in a Multithreaded Context
590 Free of Memory not on the Heap
595 Comparison of Object References Instead of Object Contents
597 Use of Wrong Operator in String Comparison
598 Use of GET Request Method With Sensitive Query Strings
601 Open Redirect
605 Multiple Binds to the Same Port
611 Improper Restriction of XML External Entity Reference
613 Insufficient Session Expiration
614 Sensitive Cookie in HTTPS Session Without 'Secure' Attribute
617 Reachable Assertion
620 Unverified Password Change
625 Permissive Regular Expression
639 Authorization Bypass Through User-Controlled Key
640 Weak Password Recovery Mechanism for Forgotten Password
643 XPath Injection
644 Improper Neutralization of HTTP Headers for Scripting Syntax
646 Reliance on File Name or Extension of Externally-Supplied File
650 Trusting HTTP Permission Methods on the Server Side
665 Improper Initialization
667 Improper Locking
668 Exposure of Resource to Wrong Sphere
670 Always-Incorrect Control Flow Implementation
672 Operation on a Resource after Expiration or Release
674 Uncontrolled Recursion
676 Use of Potentially Dangerous Function
680 Integer Overflow to Buffer Overflow
681 Incorrect Conversion between Numeric Types
690 Unchecked Return Value to NULL Pointer Dereference
693 Protection Mechanism Failure
694 Use of Multiple Resources with Duplicate Identifier
696 Incorrect Behavior Order
697 Incorrect Comparison
703 Improper Check or Handling of Exceptional Conditions
704 Incorrect Type Conversion or Cast
706 Use of Incorrectly-Resolved Name or Reference
730 Denial of Service
732 Incorrect Permission Assignment for Critical Resource
749 Exposed Dangerous Method or Function
754 Improper Check for Unusual or Exceptional Conditions
755 Improper Handling of Exceptional Conditions
760 Use of a One-Way Hash with a Predictable Salt
762 Mismatched Memory Management Routines
763 Release of Invalid Pointer or Reference
770 Allocation of Resources Without Limits or Throttling
774 Allocation of File Descriptors or Handles Without Limits or Throttling
776 XML Entity Expansion
777 Regular Expression without Anchors
778 Insufficient Logging
787 Out-of-bounds Write
789 Memory Allocation with Excessive Size Value
798 Use of Hard-coded Credentials
805 Buffer Access with Incorrect Length Value
807 Reliance on Untrusted Inputs in a Security Decision
822 Untrusted Pointer Dereference
824 Access of Uninitialized Pointer
825 Expired Pointer Dereference
829 Inclusion of Functionality from Untrusted Control Sphere
835 Infinite Loop
838 Inappropriate Encoding for Output Context
840 Business Logic Errors
843 Type Confusion
862 Missing Authorization
863 Incorrect Authorization
908 Use of Uninitialized Resource
912 Hidden Functionality
915 Improperly Controlled Modification of Dynamically-Determined Object Attributes
916 Use of Password Hash With Insufficient Computational Effort
918 Server-Side Request Forgery
921 Storage of Sensitive Data in a Mechanism without Access Control
922 Insecure Storage of Sensitive Information
926 Improper Export of Android Application Components
941 Incorrectly Specified Destination in a Communication Channel
942 Permissive Cross-domain Policy with Untrusted Domains
943 Improper Neutralization of Special Elements in Data Query Logic
1004 Sensitive Cookie Without 'HttpOnly' Flag
1007 Insufficient Visual Distinction of Homoglyphs Presented to User
1021 Improper Restriction of Rendered UI Layers or Frames
1022 Use of Web Link to Untrusted Target with window.opener Access
1104 Use of Unmaintained Third Party Components
1127 Compilation with Insufficient Warnings or Errors
1188 Initialization of a Resource with an Insecure Default
1204 Generation of Weak Initialization Vector
1236 Improper Neutralization of Formula Elements in a CSV File
1275 Sensitive Cookie with Improper SameSite Attribute
1321 Prototype Pollution
1327 Binding to an Unrestricted IP Address
1333 Inefficient Regular Expression Complexity
1336 Improper Neutralization of Special Elements Used in a Template Engine
1341 Multiple Releases of Same Resource or Handle
1357 Reliance on Insufficiently Trustworthy Component
1391 Use of Weak Credentials
1392 Use of Default Credentials
1395 Dependency on Vulnerable Third-Party Component
"""
_NAME_OF: Final = MappingProxyType(
    {f"CWE-{number}": name for number, _, name in (row.partition(" ") for row in _NAMES.strip().splitlines())}
)


def name_of(cwe: str) -> str:
    """The name of `CWE-89`, or "" where no rule of ours speaks of it."""
    return _NAME_OF.get(cwe, "")


def page_of(cwe: str) -> str:
    """Where the CWE list describes it."""
    return f"https://cwe.mitre.org/data/definitions/{cwe.removeprefix('CWE-')}.html"


def owasp(cwe: Iterable[str]) -> str:
    """The category of OWASP's Top 10:2021 that the first weakness with one belongs to, or ""."""
    return next((found for each in cwe if (found := _BY_CWE.get(each))), "")
