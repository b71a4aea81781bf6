// ruleid: rules.javascript.trusted-html-angular
$scope.html = $sce.trustAsHtml($scope.body);
// ruleid: rules.javascript.trusted-html-angular
$sceProvider.enabled(false);
// ruleid: rules.javascript.trusted-html-angular
angular.element("div").html(input);
// ok: rules.javascript.trusted-html-angular
$scope.html = $sce.trustAsHtml("<b>x</b>");
// ok: rules.javascript.trusted-html-angular
$sceProvider.enabled(true);
