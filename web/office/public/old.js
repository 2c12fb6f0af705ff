// For browsers that know no modules: Internet Explorer and the compatibility
// mode of double-core browsers.
(function () {
  var box = document.getElementById("app");
  if (!box) return;
  box.innerHTML =
    '<div style="max-width:640px;margin:60px auto;padding:24px;border:1px solid #d5dae1;font:16px/1.8 Microsoft YaHei,SimSun,sans-serif">' +
    '<h1 style="font-size:22px">\u8bf7\u5207\u6362\u5230\u6781\u901f\u6a21\u5f0f</h1>' +
    "<p>\u5f53\u524d\u6d4f\u89c8\u5668\u6216\u517c\u5bb9\u6a21\u5f0f\u65e0\u6cd5\u6253\u5f00\u672c\u7cfb\u7edf\u3002</p>" +
    "<p>360\u3001\u5947\u5b89\u4fe1\u3001\u7ea2\u83b2\u82b1\u7b49\u53cc\u6838\u6d4f\u89c8\u5668\uff1a\u8bf7\u70b9\u51fb\u5730\u5740\u680f\u53f3\u4fa7\u7684\u201ce\u201d\u6216\u95ea\u7535\u56fe\u6807\uff0c\u9009\u62e9\u201c\u6781\u901f\u6a21\u5f0f\u201d\uff0c\u518d\u5237\u65b0\u672c\u9875\u3002</p>" +
    "<p>\u5176\u4ed6\u60c5\u51b5\uff1a\u8bf7\u4f7f\u7528 Chromium 86 \u6216\u66f4\u65b0\u5185\u6838\u7684\u6d4f\u89c8\u5668\u3002</p></div>";
})();
