import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '#web/platform/session.ts';
import classes from './frame.module.css';
import { usePlaces } from './navigation.ts';

/** The places of the product that the member may see. */
export function SideNavigation() {
  const { t } = useTranslation();
  const name = useSession()?.organisation.name;
  const places = usePlaces();
  return (
    <>
      <Link to="/" className={classes.brand}>
        <img src="/favicon.svg" alt="" className={classes.brandMark} />
        <bdi className={classes.scopeName}>{name}</bdi>
      </Link>
      <nav className={classes.places} aria-label={t('common:nav.label')}>
        {places.map(({ to, label, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            className={classes.place}
            activeOptions={{ exact: to === '/', includeSearch: false }}
          >
            <Icon size={17} stroke={1.7} aria-hidden />
            {t(label)}
          </Link>
        ))}
      </nav>
    </>
  );
}
