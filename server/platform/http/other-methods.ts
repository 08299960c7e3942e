import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Problem } from '#domain/problems.ts';
import { sendProblem } from './problem-reply.ts';

const refusable: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

/** A path as the router sees it: the names of its parameters do not matter. */
function shapeOf(url: string): string {
  return url.replace(/:[^/]+/g, ':');
}

/** Remembers which methods each path has, from now on. Call it before the first route of the API. */
export function watchRoutes(app: FastifyInstance): Map<string, { url: string; methods: Set<string> }> {
  const routes = new Map<string, { url: string; methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = routes.get(shapeOf(url)) ?? { url, methods: new Set() };
    for (const name of [method].flat()) known.methods.add(name);
    routes.set(shapeOf(url), known);
  });
  return routes;
}

/** On every known path of the API, OPTIONS tells the methods it has and any other method gets 405 with the same list. */
export function answerOtherMethods(app: FastifyInstance, routes: ReturnType<typeof watchRoutes>): void {
  for (const { url, methods } of [...routes.values()]) {
    if (!url.startsWith('/api/')) continue;
    const allow = [...methods, 'OPTIONS'].sort().join(', ');
    const others = refusable.filter((method) => !methods.has(method));
    app.route({
      method: others,
      url,
      exposeHeadRoute: false,
      handler: (request, reply) => {
        const detail = `${request.method} is not possible here; possible are ${allow}.`;
        return sendProblem(
          new Problem('method_not_allowed', { detail }),
          request,
          reply.header('allow', allow),
        );
      },
    });
    app.route({
      method: 'OPTIONS',
      url,
      handler: (_, reply) => reply.code(204).header('allow', allow).send(),
    });
  }
}
