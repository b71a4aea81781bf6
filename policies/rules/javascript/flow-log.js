app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.log
  console.log('signed in: ' + req.body.user);
  const who = req.query.who;
  // ruleid: flow.javascript.log
  logger.info(`seen ${who}`);
  // ruleid: flow.javascript.log
  logger.warn('refused ' + req.params.id + ' today');
  // ok: flow.javascript.log
  console.log('started');
  // ok: flow.javascript.log
  logger.info('count ' + Number(req.query.count));
});
